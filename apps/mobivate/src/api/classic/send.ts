import type { Fate, TakenBatch } from '@messaging/gateway/batches';
import { id, msisdn, textOrNull } from '@messaging/gateway/schemas';
import * as v from 'valibot';
import type { Bulk, BulkRow, OutboundMessage, Sent } from '../client.ts';
import type { Exchange } from '../exchange.ts';
import { toClassicTime } from '../times.ts';

/** The route that every Classic account has. */
const DEFAULT_ROUTE = 'mglobal';

const sentSingle = v.object({ id, routeId: textOrNull, campaignId: textOrNull });
const sentBatch = v.object({ id, routeId: textOrNull });

/** `/send/single` can neither schedule a message nor send to opted-out recipients. */
const needsBatch = ({ scheduleAt, excludeOptouts }: OutboundMessage): boolean =>
  scheduleAt !== undefined || excludeOptouts === false;

const sendSingle = async (exchange: Exchange, message: OutboundMessage): Promise<Sent> => {
  const { originator, recipient, text, reference, campaignId, shortenUrls } = message;
  const routeId = message.routeId ?? DEFAULT_ROUTE;
  const json = { originator, recipient, body: text, routeId, reference, campaignId, shortenUrls };
  const sent = await exchange({ method: 'POST', path: '/send/single', json, effect: 'sends' }, sentSingle);
  return {
    id: sent.id,
    batchId: null,
    routeId: sent.routeId ?? routeId,
    campaignId: sent.campaignId ?? campaignId ?? null,
  };
};

const sendInBatch = async (exchange: Exchange, message: OutboundMessage): Promise<Sent> => {
  const { originator, recipient, text, reference, shortenUrls, scheduleAt } = message;
  const routeId = message.routeId ?? DEFAULT_ROUTE;
  const json = {
    routeId,
    messages: [{ originator, recipient, text, reference }],
    shortenUrls,
    excludeOptouts: message.excludeOptouts ?? true,
    excludeDuplicates: false,
    scheduleDateTime: scheduleAt && toClassicTime(scheduleAt),
  };
  const sent = await exchange({ method: 'POST', path: '/send/batch', json, effect: 'sends' }, sentBatch);
  return { id: null, batchId: sent.id, routeId: sent.routeId ?? routeId, campaignId: null };
};

/** Sends or schedules a message with `POST /send/single`, or as a batch of one if `/send/single` does not support it. */
export const send = (exchange: Exchange, message: OutboundMessage): Promise<Sent> =>
  (needsBatch(message) ? sendInBatch : sendSingle)(exchange, message);

const echoed = v.pipe(
  v.object({ recipient: msisdn }),
  v.transform(({ recipient }) => recipient),
);
const taken = v.object({ id, recipients: v.fallback(v.array(echoed), []) });

const LEFT_OUT: Fate = {
  status: 'not_sent',
  reason: 'Mobivate left this row out. The recipient has most likely opted out, so check the opt-out list.',
};

/** Finds rows that the response does not echo, which Mobivate left out. An empty echo says nothing. */
const leftOut = (rows: readonly BulkRow[], recipients: readonly string[]): Map<number, Fate> => {
  const missing = new Map<number, Fate>();
  if (recipients.length === 0) return missing;
  const counts = new Map<string, number>();
  for (const recipient of recipients) counts.set(recipient, (counts.get(recipient) ?? 0) + 1);
  for (const [index, { recipient }] of rows.entries()) {
    const count = counts.get(recipient) ?? 0;
    if (count === 0) missing.set(index, LEFT_OUT);
    counts.set(recipient, count - 1);
  }
  // A response that names none of them formats numbers differently, so it proves nothing.
  return missing.size === rows.length ? new Map() : missing;
};

/** Sends up to 1,000 messages: `POST /send/batch`. */
export const sendBatch = async (
  exchange: Exchange,
  bulk: Bulk,
  rows: readonly BulkRow[],
): Promise<TakenBatch> => {
  const { originator, scheduleAt } = bulk;
  const json = {
    routeId: bulk.routeId ?? DEFAULT_ROUTE,
    messages: rows.map(({ recipient, text, reference }) => ({ originator, recipient, text, reference })),
    name: bulk.name,
    shortenUrls: bulk.shortenUrls,
    excludeOptouts: bulk.excludeOptouts,
    excludeDuplicates: bulk.excludeDuplicates,
    spreadHours: bulk.spreadHours,
    scheduleDateTime: scheduleAt && toClassicTime(scheduleAt),
  };
  const batch = await exchange({ method: 'POST', path: '/send/batch', json, effect: 'sends_many' }, taken);
  return { id: batch.id, fates: leftOut(rows, batch.recipients) };
};
