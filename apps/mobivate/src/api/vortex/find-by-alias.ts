import type { AliasBulk, AliasRow } from '../client.ts';
import type { Exchange } from '../exchange.ts';
import { findRows, isSameOriginator, isSince, type Log } from '../log.ts';
import { listContacts } from './contacts.ts';

/** A pattern for the final text of a text with placeholders such as `{{name}}`. */
const patternOf = (text: string): RegExp => {
  const pieces = text.split(/\{\{.*?\}\}/s).map((piece) => piece.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&'));
  return new RegExp(`^${pieces.join('.*')}$`, 's');
};

/**
 * Finds which contacts' messages are in the log, after the response was lost. Matches number, sender, and text, because
 * alias sends have no reference.
 */
export const findByAlias = async <R extends AliasRow>(
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
    ({ recipient }) => [recipient],
    (message) => {
      const isOurs = isSince(at, message) && isSameOriginator(message.originator, originator);
      return isOurs && pattern.test(message.body ?? '') ? (aliases.get(message.recipient) ?? '') : '';
    },
  );
};
