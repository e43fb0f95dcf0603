import { visitPages } from '@messaging/gateway/paging';
import { isOwnReference } from '@messaging/gateway/reference';
import type { Referenced } from './batch.ts';
import { createdMs, isAskedFor, isNewestFirst, type Log, type LogQuery } from './log.ts';
import type { Message } from './message.ts';

const MINUTE_MILLISECONDS = 60_000;

/** Where a message that was sent at a time stands in the log: clocks differ, and a step takes a while. */
const windowOf = (at: Date): LogQuery => ({
  from: new Date(at.getTime() - 2 * MINUTE_MILLISECONDS),
  to: new Date(at.getTime() + 10 * MINUTE_MILLISECONDS),
  direction: 'outbound',
});

/** Whether a page of a list that comes newest first holds messages from before the window. */
const reachesBack = (messages: readonly Message[], { from }: LogQuery): boolean =>
  isNewestFirst(messages) && messages.some((message) => createdMs(message) < from.getTime());

/**
 * Visits the messages of the log that were sent at about `at`, each once, until the visitor has enough, the window was
 * read, or the time is up.
 */
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

/** The message of the log that was sent at about `at`, and is wanted; `null` where there is none. */
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

/**
 * Whether a message was logged after the send began at `at`, and so is not an earlier one that looks the same. Classic cuts
 * times to the second.
 */
export const isSince = (at: Date, message: Message): boolean => {
  const created = createdMs(message);
  return created >= (created % 1000 === 0 ? Math.floor(at.getTime() / 1000) * 1000 : at.getTime());
};

/** Those rows whose messages stand in the log, although the answer to the send at about `at` was lost. */
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

/** {@link findRows}, by recipient and reference; one that is not our own may be that of an earlier message as well. */
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
