import type { TakenBatch } from '@messaging/gateway/batches';
import { id } from '@messaging/gateway/schemas';
import * as v from 'valibot';
import type { Bulk, BulkRow } from '../batch.ts';
import type { Ask, Exchange } from '../exchange.ts';
import { toVortexTime } from '../times.ts';

const taken = v.object({ record: v.object({ id }) });

/** Makes one of the bulk send calls, which all have the same response format. */
export const sendMany = async (
  exchange: Exchange,
  ask: Pick<Ask, 'path' | 'json' | 'permission'>,
): Promise<TakenBatch> => {
  const { record } = await exchange({ ...ask, method: 'POST', effect: 'sends_many' }, taken);
  return { id: record.id };
};

const toRecipient = ({ recipient, text, reference, isGroup }: BulkRow, commonText: string | undefined) =>
  isGroup
    ? { recipient, meta: { type: 'mailinglist' } }
    : { recipient, text: text === commonText ? undefined : text, reference };

/** Sends up to 1,000 messages: `POST /send/batch`. The documentation spells the opt-out flag in two ways. */
export const sendBatch = (exchange: Exchange, bulk: Bulk, rows: readonly BulkRow[]): Promise<TakenBatch> => {
  const { text, originator, scheduleAt, excludeOptouts } = bulk;
  const json = {
    text,
    originator,
    recipients: rows.map((row) => toRecipient(row, text)),
    name: bulk.name,
    shortenUrls: bulk.shortenUrls,
    excludeOptouts,
    excludeOptOuts: excludeOptouts,
    excludeDuplicates: bulk.excludeDuplicates,
    spreadHours: bulk.spreadHours,
    scheduleDateTime: scheduleAt && toVortexTime(scheduleAt),
  };
  return sendMany(exchange, { path: '/send/batch', json, permission: 'create:BatchSMS' });
};
