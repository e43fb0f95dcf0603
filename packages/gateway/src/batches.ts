import { GatewayError, type GatewayErrorKind } from '@messaging/errors/gateway-error';
import { LOOK_UP_MILLISECONDS, orNothing } from './unclear-send.ts';

/** What a gateway said of a batch that it took: its id, and which rows (by index) it left out, with the reason. */
export interface TakenBatch {
  readonly id: string;
  readonly leftOut?: ReadonlyMap<number, string>;
}

/** What became of one row. `unknown`: it may have gone out. A row found in the log after a lost answer has no batch. */
export type Fate =
  | { readonly status: 'accepted'; readonly batchId: string | null }
  | { readonly status: 'not_sent' | 'unknown'; readonly reason: string };

/** Every row with its fate, in their order; the ids of the batches that were taken; the failures of the others. */
export interface BatchReport<R> {
  readonly rows: readonly { readonly row: R; readonly fate: Fate }[];
  readonly batchIds: readonly string[];
  readonly failures: readonly GatewayError[];
}

/** Batches on their way at one time. */
const AT_ONCE = 3;

/** No batch is begun with less time than this, nor with less than the slowest so far took, and a bit on top. */
const LEAST_MILLISECONDS = 5_000;
const MARGIN = 1.2;

/** No look-up is begun with less time than this. */
const LEAST_LOOK_MILLISECONDS = 1_000;

const TOO_LATE = 'The time of this step ran out before it was sent: send it in another step.';

/** Failures that the next batch would meet as well. */
const LASTING: ReadonlySet<GatewayErrorKind> = new Set([
  'unauthorized',
  'forbidden',
  'no_credit',
  'rate_limited',
  'unreachable',
]);

/** How the sending of one batch ended. */
interface End {
  readonly fateOf: (index: number) => Fate;
  readonly batchIds: readonly string[];
  readonly failures: readonly GatewayError[];
}

const taken = ({ id, leftOut }: TakenBatch): End => ({
  fateOf: (index) => {
    const reason = leftOut?.get(index);
    return reason === undefined ? { status: 'accepted', batchId: id } : { status: 'not_sent', reason };
  },
  batchIds: [id],
  failures: [],
});

const failed = (failure: GatewayError): End => {
  const { kind, message: reason } = failure;
  const fate: Fate = { status: kind === 'unknown' ? 'unknown' : 'not_sent', reason };
  return { fateOf: () => fate, batchIds: [], failures: [failure] };
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

/** How rows are sent. */
export interface Sending<R> {
  /** The most rows in one request. */
  readonly size: number;
  /** Makes one request, which must leave {@link LOOK_UP_MILLISECONDS} where there is a `find`. */
  readonly send: (batch: readonly R[]) => Promise<TakenBatch>;
  /** The milliseconds left of the step. */
  readonly remaining: () => number;
  /** Those of some rows that stand in the gateway's log, although the answer to them was lost. */
  readonly find?: (rows: readonly R[]) => Promise<ReadonlySet<R>>;
}

/** The report with the rows of unknown fate that stand in the log as accepted. */
const withFound = async <R>(
  report: BatchReport<R>,
  { find, remaining }: Sending<R>,
): Promise<BatchReport<R>> => {
  const unclear = report.rows.flatMap(({ row, fate }) => (fate.status === 'unknown' ? [row] : []));
  if (!find || unclear.length === 0 || remaining() < LEAST_LOOK_MILLISECONDS) return report;
  const found = await orNothing(() => find(unclear));
  const fateOf = (row: R, fate: Fate): Fate =>
    fate.status === 'unknown' && found?.has(row) ? { status: 'accepted', batchId: null } : fate;
  return { ...report, rows: report.rows.map(({ row, fate }) => ({ row, fate: fateOf(row, fate) })) };
};

/**
 * Sends rows in batches, a few at a time, each once. None is begun when too little time is left, or after a failure that
 * the next one would meet as well: its rows are then `not_sent`. Rows of unknown fate are looked up once, unless such a
 * failure came.
 * @throws whatever `send` and `find` throw, unless it is a GatewayError
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
    try {
      ends.set(index, taken(await send(batch)));
    } catch (error) {
      if (!(error instanceof GatewayError)) throw error;
      ends.set(index, failed(error));
      if (LASTING.has(error.kind)) halt ??= error.message;
    }
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
