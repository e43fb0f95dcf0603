import {
  createdMs,
  isAskedFor,
  isNewestFirst,
  type Log as LogOf,
  type LogQuery,
} from '@messaging/gateway/log';
import { visitPages } from '@messaging/gateway/paging';
import { isOwnReference } from '@messaging/gateway/reference';
import type { OutboundMessage, TemplateRow } from './client.ts';
import type { Message } from './message.ts';

export type Log = LogOf<Message>;

const MINUTE_MILLISECONDS = 60_000;

/** How far Mobivate's clock may differ. */
const SKEW_MILLISECONDS = 20 * MINUTE_MILLISECONDS;

/** The log window of a message sent at a time. */
const windowOf = (at: Date): LogQuery => ({
  from: new Date(at.getTime() - SKEW_MILLISECONDS),
  to: new Date(at.getTime() + SKEW_MILLISECONDS),
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

/** Whether two sender names or numbers are the same. */
export const isSameOriginator = (one: string | null, other: string): boolean =>
  one?.toLowerCase() === other.toLowerCase();

/**
 * Creates a test of whether a logged message is one that was sent at about `at`, of which `isIts` recognizes the reference.
 * A user's reference may also belong to an earlier message. The documented history of Vortex shows no references.
 */
export const isSent =
  (
    { recipient, originator, text }: Pick<OutboundMessage, 'recipient' | 'originator' | 'text'>,
    at: Date,
    isIts: (reference: string) => boolean,
  ) =>
  (logged: Message): boolean => {
    const { reference } = logged;
    if (reference !== null && !isIts(reference)) return false;
    if (reference !== null && isOwnReference(reference)) return true;
    const isSame =
      reference !== null || (logged.body === text && isSameOriginator(logged.originator, originator));
    return isSame && logged.recipient === recipient && isSince(at, logged);
  };

/** Finds which rows are in the log, after the response to a send at about `at` was lost. Rows and messages match by key. */
export const findRows = async <R>(
  log: Log,
  at: Date,
  rows: readonly R[],
  keysOf: (row: R) => readonly string[],
  keyIn: (message: Message) => string,
): Promise<ReadonlySet<R>> => {
  const waiting = new Map<string, R[]>();
  for (const row of rows) for (const key of keysOf(row)) waiting.set(key, [...(waiting.get(key) ?? []), row]);
  const found = new Set<R>();
  await visitSent(log, at, (message) => {
    const row = waiting.get(keyIn(message))?.find((one) => !found.has(one));
    if (row !== undefined) found.add(row);
    return found.size < rows.length;
  });
  return found;
};

/** A row of a bulk send, with its text if that is known. */
type SentRow = TemplateRow & { readonly text?: string };

const keyOf = (...parts: readonly (string | null | undefined)[]): string => JSON.stringify(parts);

/** Like {@link findRows}, by the rules of {@link isSent}. */
export const findByReference = <R extends SentRow>(
  log: Log,
  at: Date,
  rows: readonly R[],
  originator = '',
): Promise<ReadonlySet<R>> =>
  findRows(
    log,
    at,
    rows,
    ({ recipient, reference, text }) => [
      isOwnReference(reference) ? reference : keyOf(recipient, reference),
      ...(text === undefined ? [] : [keyOf(recipient, originator.toLowerCase(), text)]),
    ],
    (message) => {
      const { recipient, reference } = message;
      if (reference !== null && isOwnReference(reference)) return reference;
      if (!isSince(at, message)) return '';
      return reference === null
        ? keyOf(recipient, message.originator?.toLowerCase(), message.body)
        : keyOf(recipient, reference);
    },
  );
