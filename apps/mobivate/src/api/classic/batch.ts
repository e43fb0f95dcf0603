import type { TakenBatch } from '@messaging/gateway/batches';
import { id, msisdn } from '@messaging/gateway/schemas';
import * as v from 'valibot';
import type { Bulk, BulkRow } from '../batch.ts';
import type { Exchange } from '../exchange.ts';
import { toClassicTime } from '../times.ts';
import { DEFAULT_ROUTE } from './route.ts';

const echoed = v.pipe(
  v.object({ recipient: msisdn }),
  v.transform(({ recipient }) => recipient),
);
const taken = v.object({ id, recipients: v.fallback(v.array(echoed), []) });

const LEFT_OUT =
  'Mobivate left this row out. The recipient has most likely opted out, so check the opt-out list.';

/** Finds rows that the response does not echo, which Mobivate left out. An empty echo says nothing. */
const leftOut = (rows: readonly BulkRow[], recipients: readonly string[]): Map<number, string> => {
  const missing = new Map<number, string>();
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
  return { id: batch.id, leftOut: leftOut(rows, batch.recipients) };
};
