import { GatewayError, type GatewayErrorKind } from '@messaging/errors/gateway-error';
import { LOOK_UP_MILLISECONDS, lookRepeatedly } from './unclear-send.ts';

/** The gateway's response to an accepted batch. */
export interface TakenBatch {
  /** `null` if the gateway gives batches no id. */
  readonly id: string | null;
  /** The results of rows (by index) that are not simply accepted. */
  readonly fates?: ReadonlyMap<number, Fate>;
  /** The errors of rows that were not accepted. */
  readonly failures?: readonly GatewayError[];
}

/**
 * The status of a row. `invalid` means that its values cannot be used, `duplicate` that an earlier row has
 * its recipient, and `unknown` that it may have been sent.
 */
export type RowStatus = 'accepted' | 'invalid' | 'duplicate' | 'not_sent' | 'unknown';

/** The result of a row. A row found in the log has no batch id. */
export type Fate =
  | { readonly status: 'accepted'; readonly batchId: string | null; readonly messageId?: string | null }
  | { readonly status: Exclude<RowStatus, 'accepted'>; readonly reason: string };

/** The rows that are in a gateway's log, with their message ids if known. */
export interface FoundRows<R> {
  has(row: R): boolean;
  get?(row: R): string | undefined;
}

/** Every row with its result, in order, the ids of accepted batches, and the errors of the others. */
export interface BatchReport<R> {
  readonly rows: readonly { readonly row: R; readonly fate: Fate }[];
  readonly batchIds: readonly string[];
  readonly failures: readonly GatewayError[];
}

const AT_ONCE = 3;

/**
 * The minimum time left to start a batch. Slower gateways need more: the slowest batch so far, plus a margin.
 */
const LEAST_MILLISECONDS = 5_000;
const MARGIN = 1.2;

const TOO_LATE = 'The step ran out of time before this row was sent. Send it in another step.';

/** Errors that the next batch would also get. */
const LASTING: ReadonlySet<GatewayErrorKind> = new Set([
  'unauthorized',
  'forbidden',
  'no_credit',
  'rate_limited',
  'unreachable',
]);

interface End {
  readonly fateOf: (index: number) => Fate;
  readonly batchIds: readonly string[];
  readonly failures: readonly GatewayError[];
}

const taken = ({ id, fates, failures = [] }: TakenBatch): End => ({
  fateOf: (index) => fates?.get(index) ?? { status: 'accepted', batchId: id },
  batchIds: id === null ? [] : [id],
  failures,
});

const failed = (failure: GatewayError): End => {
  const { kind, message: reason } = failure;
  const fate: Fate = { status: kind === 'unknown' ? 'unknown' : 'not_sent', reason };
  return { fateOf: () => fate, batchIds: [], failures: [failure] };
};

const endOf = async (send: () => Promise<TakenBatch>): Promise<End> => {
  try {
    return taken(await send());
  } catch (error) {
    if (error instanceof GatewayError) return failed(error);
    throw error;
  }
};

const notBegun = (reason: string): End => ({
  fateOf: () => ({ status: 'not_sent', reason }),
  batchIds: [],
  failures: [],
});

const sliced = <R>(rows: readonly R[], size: number): R[][] =>
  Array.from({ length: Math.ceil(rows.length / size) }, (_, index) =>
    rows.slice(index * size, (index + 1) * size),
  );

const reportOf = <R>(ends: readonly { batch: readonly R[]; end: End }[]): BatchReport<R> => ({
  rows: ends.flatMap(({ batch, end }) => batch.map((row, index) => ({ row, fate: end.fateOf(index) }))),
  batchIds: ends.flatMap(({ end }) => end.batchIds),
  failures: ends.flatMap(({ end }) => end.failures),
});

export interface Sending<R> {
  readonly size: number;
  /** Makes one request. With `find`, it must leave {@link LOOK_UP_MILLISECONDS}. */
  readonly send: (batch: readonly R[]) => Promise<TakenBatch>;
  readonly remaining: () => number;
  /** Finds which rows are in the gateway's log, after their response was lost. */
  readonly find?: (rows: readonly R[]) => Promise<FoundRows<R>>;
}

/** Looks up unknown rows, and marks those in the log as accepted. */
const withFound = async <R>(
  report: BatchReport<R>,
  { find, remaining }: Sending<R>,
): Promise<BatchReport<R>> => {
  const unclear = report.rows.flatMap(({ row, fate }) => (fate.status === 'unknown' ? [row] : []));
  if (!find || unclear.length === 0) return report;
  const ids = new Map<R, string | null>();
  const isDone = (found: FoundRows<R>) => {
    for (const row of unclear) if (found.has(row)) ids.set(row, found.get?.(row) ?? null);
    return ids.size === unclear.length;
  };
  // Each look is for all rows, because two rows with the same reference must not share a message.
  await lookRepeatedly(() => find(unclear), isDone, remaining);
  const fateOf = (row: R, fate: Fate): Fate => {
    const messageId = ids.get(row);
    return messageId === undefined ? fate : { status: 'accepted', batchId: null, messageId };
  };
  return { ...report, rows: report.rows.map(({ row, fate }) => ({ row, fate: fateOf(row, fate) })) };
};

/**
 * Sends rows in batches, a few at a time, each once. If there is too little time, or after an error that the
 * next batch would also get, the remaining rows are `not_sent`. Unknown rows are looked up, unless there was
 * such an error.
 * @throws what `send` and `find` throw, except for GatewayErrors
 */
export const sendInBatches = async <R>(rows: readonly R[], sending: Sending<R>): Promise<BatchReport<R>> => {
  const { size, send, find } = sending;
  const remaining = () => Math.max(0, sending.remaining() - (find ? LOOK_UP_MILLISECONDS : 0));
  const batches = sliced(rows, size);
  const ends = new Map<number, End>();
  const queue = batches.entries();
  let slowest = 0;
  let halt: string | undefined;

  const sendOne = async (index: number, batch: readonly R[]): Promise<void> => {
    const left = remaining();
    const end = await endOf(() => send(batch));
    ends.set(index, end);
    halt ??= end.failures.find(({ kind }) => LASTING.has(kind))?.message;
    slowest = Math.max(slowest, left - remaining());
  };

  const isLate = () => remaining() < Math.max(LEAST_MILLISECONDS, slowest * MARGIN);
  const lane = async (): Promise<void> => {
    for (const [index, batch] of queue) {
      if (halt !== undefined || isLate()) return;
      await sendOne(index, batch);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, lane));

  const untouched = notBegun(halt ?? TOO_LATE);
  const report = reportOf(batches.map((batch, index) => ({ batch, end: ends.get(index) ?? untouched })));
  return halt === undefined ? withFound(report, sending) : report;
};
