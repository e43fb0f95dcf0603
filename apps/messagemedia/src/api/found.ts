import { visitPages } from '@messaging/gateway/paging';
import { isOwnReference } from '@messaging/gateway/reference';
import type { Api } from './api.ts';
import { reportPages } from './log.ts';
import type { Message } from './message.ts';
import type { OutboundMessage } from './send.ts';

const MINUTE_MILLISECONDS = 60_000;

/** Where a message that was sent at a time stands in the log: clocks differ, and a step takes a while. */
const windowOf = (at: Date) => ({
  from: new Date(at.getTime() - 5 * MINUTE_MILLISECONDS),
  to: new Date(at.getTime() + 10 * MINUTE_MILLISECONDS),
  direction: 'outbound' as const,
});

/**
 * Whether a message of the log is one that was sent. A reference of the user's may be that of another message too, so the
 * text has to be the same.
 */
const isSame = (logged: Message, { recipient, reference, text }: OutboundMessage): boolean =>
  logged.direction === 'outbound' &&
  logged.recipient === recipient &&
  logged.reference === reference &&
  (isOwnReference(reference) || logged.body === null || logged.body === text);

/** The message of the log that was sent at about `at`, and is wanted; `null` where there is none. */
const findLogged = async (
  api: Api,
  at: Date,
  isWanted: (message: Message) => boolean,
  references?: readonly string[],
): Promise<Message | null> => {
  let found: Message | undefined;
  await visitPages(
    reportPages(api, { ...windowOf(at), references }),
    (messages) => {
      found = messages.find(isWanted);
      return found === undefined;
    },
    api.remaining,
  );
  return found ?? null;
};

/** A message that was sent at about `at`, and whose answer was lost; `null` where it is not in the log. */
export const findSent = (api: Api, at: Date, message: OutboundMessage): Promise<Message | null> =>
  findLogged(api, at, (logged) => isSame(logged, message), [message.reference]);

/** A message to a recipient whose reference is known only by a test of it; `null` where it is not in the log. */
export const findFirst = (
  api: Api,
  at: Date,
  recipient: string,
  isIts: (reference: string | null) => boolean,
): Promise<Message | null> =>
  findLogged(
    api,
    at,
    (logged) => logged.direction === 'outbound' && logged.recipient === recipient && isIts(logged.reference),
  );

/** The most references that the log is asked for at once. */
const MOST_REFERENCES = 100;

/** Those rows whose messages stand in the log, with their ids, although the answer to the send at about `at` was lost. */
export const findSentRows = async <R extends OutboundMessage>(
  api: Api,
  at: Date,
  rows: readonly R[],
): Promise<Map<R, string>> => {
  const found = new Map<R, string>();
  const seen = new Set<string>();
  const references = rows.map(({ reference }) => reference);
  const claim = (message: Message) => {
    if (seen.has(message.id)) return;
    seen.add(message.id);
    const row = rows.find((one) => !found.has(one) && isSame(message, one));
    if (row) found.set(row, message.id);
  };
  await visitPages(
    reportPages(api, {
      ...windowOf(at),
      references: references.length > MOST_REFERENCES ? undefined : references,
    }),
    (messages) => {
      for (const message of messages) claim(message);
      return found.size < rows.length;
    },
    api.remaining,
  );
  return found;
};
