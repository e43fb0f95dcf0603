import {
  createdMs,
  isAskedFor,
  isNewestFirst,
  type Log as LogOf,
  type LogQuery,
} from '@messaging/gateway/log';
import { visitPages } from '@messaging/gateway/paging';
import { isOwnReference } from '@messaging/gateway/reference';
import type { Referenced } from './batch.ts';
import type { Message } from './message.ts';

/** A platform's paged log, and the milliseconds left of the step. */
export type Log = LogOf<Message>;

const MINUTE_MILLISECONDS = 60_000;

/** The log window of a message sent at a time, allowing for clock differences and a slow step. */
const windowOf = (at: Date): LogQuery => ({
  from: new Date(at.getTime() - 2 * MINUTE_MILLISECONDS),
  to: new Date(at.getTime() + 10 * MINUTE_MILLISECONDS),
  direction: 'outbound',
});

/** Whether a page of a list sorted newest first reaches back before the window. */
const reachesBack = (messages: readonly Message[], { from }: LogQuery): boolean =>
  isNewestFirst(messages) && messages.some((message) => createdMs(message) < from.getTime());

/** Visits each message sent at about `at` once, until the visitor stops, the window ends, or the time runs out. */
const visitSent = async (
  { pagesOf, remaining }: Log,
  at: Date,
  visit: (message: Message) => boolean,
): Promise<void> => {
  const query = windowOf(at);
  const seen = new Set<string>();
  const isNew = ({ id }: Message) => !seen.has(id) && seen.add(id).size > 0;
  const visitPage = (messages: readonly Message[]) =>
    messages.filter((message) => isAskedFor(query, message) && isNew(message)).every(visit) &&
    !reachesBack(messages, query);
  await visitPages(pagesOf(query), visitPage, remaining);
};

/** Finds a matching message sent at about `at`, or `null`. */
export const findSent = async (
  log: Log,
  at: Date,
  isWanted: (message: Message) => boolean,
): Promise<Message | null> => {
  let found: Message | null = null;
  await visitSent(log, at, (message) => {
    if (isWanted(message)) found = message;
    return found === null;
  });
  return found;
};

/** Whether a message was logged after `at`, so that it is not an earlier, similar one. Classic truncates to seconds. */
export const isSince = (at: Date, message: Message): boolean => {
  const created = createdMs(message);
  return created >= (created % 1000 === 0 ? Math.floor(at.getTime() / 1000) * 1000 : at.getTime());
};

/** Finds which rows are in the log, after the response to a send at about `at` was lost. */
export const findRows = async <R>(
  log: Log,
  at: Date,
  rows: readonly R[],
  keyOf: (row: R) => string,
  keyIn: (message: Message) => string,
): Promise<ReadonlySet<R>> => {
  const waiting = new Map<string, R[]>();
  for (const row of rows) waiting.set(keyOf(row), [...(waiting.get(keyOf(row)) ?? []), row]);
  const found = new Set<R>();
  await visitSent(log, at, (message) => {
    const row = waiting.get(keyIn(message))?.shift();
    if (row !== undefined) found.add(row);
    return found.size < rows.length;
  });
  return found;
};

/** Like {@link findRows}, by recipient and reference. A user's reference may also belong to an earlier message. */
export const findByReference = <R extends Referenced>(
  log: Log,
  at: Date,
  rows: readonly R[],
): Promise<ReadonlySet<R>> =>
  findRows(
    log,
    at,
    rows,
    ({ recipient, reference }) => `${recipient} ${reference}`,
    (message) => {
      const reference = message.reference ?? '';
      return isOwnReference(reference) || isSince(at, message) ? `${message.recipient} ${reference}` : '';
    },
  );
