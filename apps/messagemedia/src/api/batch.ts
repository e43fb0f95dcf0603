import { GatewayError } from '@messaging/errors/gateway-error';
import { type BatchReport, type Fate, sendInBatches, type TakenBatch } from '@messaging/gateway/batches';
import type { Api } from './api.ts';
import { RefusedError } from './failures.ts';
import { findSentRows } from './found.ts';
import { type OutboundMessage, type Shared, sendMessages } from './send.ts';

const BATCH_SIZE = 100;

const MOST_RESENDS = 2;

const LABELS: Readonly<Record<string, string>> = {
  content: 'Message Body',
  destination_number: 'Recipient',
  source_number: 'Originator',
  source_number_type: 'Originator',
  scheduled: 'Schedule At',
  message_expiry_timestamp: 'Expires At',
  metadata: 'Metadata',
  media: 'Media',
  subject: 'Subject',
};

/**
 * Reads which messages (by index) a rejected request names, with a reason each. Details look like
 * `/messages/1/destination_number: …`.
 */
export const refusedMessages = (error: unknown): Map<number, string> => {
  const refused = new Map<number, string>();
  if (!(error instanceof RefusedError)) return refused;
  for (const detail of error.details) {
    const [, index, field = '', words = ''] =
      /^\/messages\/(\d+)(?:\/(\w+)[^:]*)?:?\s*(.*)$/s.exec(detail) ?? [];
    if (index === undefined || refused.has(Number(index))) continue;
    const said = words.trim().replace(/[.,;]+$/, '');
    refused.set(
      Number(index),
      `MessageMedia rejected the ${LABELS[field] ?? 'message'}${said && `: ${said}`}.`,
    );
  }
  return refused;
};

const failedFate = ({ kind, message: reason }: GatewayError): Fate => ({
  status: kind === 'unknown' ? 'unknown' : 'not_sent',
  reason,
});

interface Placed<R> {
  readonly row: R;
  readonly index: number;
}

/** Makes one request. Returns a result per row, and the error if the rows were not accepted. */
const attempt = async <R extends OutboundMessage>(
  api: Api,
  shared: Shared,
  placed: readonly Placed<R>[],
): Promise<{ fates: [number, Fate][]; refused: number; failure: GatewayError | null }> => {
  const messages = placed.map(({ row }) => row);
  try {
    const sent = await sendMessages(api, shared, messages, 'sends_many');
    const fateAt = (place: number): Fate => ({
      status: 'accepted',
      batchId: null,
      messageId: sent[place]?.id ?? null,
    });
    return { fates: placed.map(({ index }, place) => [index, fateAt(place)]), refused: 0, failure: null };
  } catch (error) {
    if (!(error instanceof GatewayError)) throw error;
    const reasons = refusedMessages(error);
    const fateAt = (place: number): Fate => {
      const reason = reasons.get(place);
      return reason === undefined ? failedFate(error) : { status: 'invalid', reason };
    };
    const fates = placed.map(({ index }, place): [number, Fate] => [index, fateAt(place)]);
    const refused = fates.filter(([, { status }]) => status === 'invalid').length;
    return { fates, refused, failure: error };
  }
};

/**
 * Sends up to 100 messages. The API accepts all or none. If it names the rejected ones, sends the others again
 * without them.
 */
const sendBatch = async <R extends OutboundMessage>(
  api: Api,
  shared: Shared,
  rows: readonly R[],
): Promise<TakenBatch> => {
  const fates = new Map<number, Fate>();
  let left: Placed<R>[] = rows.map((row, index) => ({ row, index }));
  for (let resends = 0; left.length > 0; resends += 1) {
    const end = await attempt(api, shared, left);
    for (const [index, fate] of end.fates) fates.set(index, fate);
    if (end.failure === null) break;
    if (end.refused === 0 || resends === MOST_RESENDS) return { id: null, fates, failures: [end.failure] };
    left = left.filter(({ index }) => fates.get(index)?.status !== 'invalid');
  }
  return { id: null, fates };
};

/** Sends messages, 100 per request. Looks up rows with an unknown result in the log once. */
export const sendBulk = <R extends OutboundMessage>(
  api: Api,
  shared: Shared,
  rows: readonly R[],
): Promise<BatchReport<R>> => {
  const began = new Date();
  return sendInBatches(rows, {
    size: BATCH_SIZE,
    send: (batch) => sendBatch(api, shared, batch),
    find: (unclear) => findSentRows(api, began, unclear),
    remaining: api.remaining,
  });
};
