import type { TakenBatch } from '@messaging/gateway/batches';
import type { Addressed, AliasBulk } from '../batch.ts';
import type { Exchange } from '../exchange.ts';
import { findRows, isSince, type Log } from '../log.ts';
import { toVortexTime } from '../times.ts';
import { sendMany } from './batch.ts';
import { listContacts } from './contacts.ts';

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

/** What a text with placeholders such as `{{name}}` may have become. */
const patternOf = (text: string): RegExp => {
  const pieces = text.split(/\{\{.*?\}\}/s).map((piece) => piece.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&'));
  return new RegExp(`^${pieces.join('.*')}$`, 's');
};

/**
 * Those contacts whose messages stand in the log, although the answer to the send was lost: an alias takes no reference, so
 * they are told by number, sender and text.
 */
export const findByAlias = async <R extends Addressed>(
  exchange: Exchange,
  log: Log,
  at: Date,
  { originator, text }: AliasBulk,
  rows: readonly R[],
): Promise<ReadonlySet<R>> => {
  const contacts = await listContacts(exchange, log.remaining);
  const aliases = new Map(contacts.map(({ mobile, name }) => [mobile, name]));
  const pattern = patternOf(text);
  return findRows(
    log,
    at,
    rows,
    ({ recipient }) => recipient,
    (message) => {
      const isOurs = isSince(at, message) && message.originator?.toLowerCase() === originator.toLowerCase();
      return isOurs && pattern.test(message.body ?? '') ? (aliases.get(message.recipient) ?? '') : '';
    },
  );
};
