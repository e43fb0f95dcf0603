import type { TakenBatch } from '@messaging/gateway/batches';
import type { Addressed, AliasBulk } from '../batch.ts';
import type { Exchange } from '../exchange.ts';
import { toVortexTime } from '../times.ts';
import { sendMany } from './batch.ts';

/** Sends to up to a thousand contacts by their aliases: `POST /send/alias`. An alias that nobody has gets nothing. */
export const sendToAliases = (
  exchange: Exchange,
  { originator, text, name, scheduleAt, spreadHours }: AliasBulk,
  rows: readonly Addressed[],
): Promise<TakenBatch> => {
  const json = {
    recipients: rows.map(({ recipient }) => recipient),
    text,
    originator,
    name,
    spreadHours,
    scheduleDateTime: scheduleAt && toVortexTime(scheduleAt),
  };
  return sendMany(exchange, { path: '/send/alias', json, permission: 'create:AliasSMS' });
};
