import { visitPages } from '@messaging/gateway/paging';
import { isOwnReference } from '@messaging/gateway/reference';
import type { Api } from './api.ts';
import { reportPages } from './log.ts';
import type { Message } from './message.ts';
import type { OutboundMessage } from './send.ts';

const MINUTE_MILLISECONDS = 60_000;

/** The log period to search for a message sent at a given time. Allows for clock differences. */
const windowOf = (at: Date) => ({
  from: new Date(at.getTime() - 5 * MINUTE_MILLISECONDS),
  to: new Date(at.getTime() + 10 * MINUTE_MILLISECONDS),
  direction: 'outbound' as const,
});

/** Whether a logged message is the sent one. Compares the text too, because users may reuse references. */
const isSame = (logged: Message, { recipient, reference, text }: OutboundMessage): boolean =>
  logged.direction === 'outbound' &&
  logged.recipient === recipient &&
  logged.reference === reference &&
  (isOwnReference(reference) || logged.body === null || logged.body === text);

/** Finds the message sent at about `at` that matches, or `null`. */
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

/** Finds a message whose response was lost, or `null`. */
export const findSent = (api: Api, at: Date, message: OutboundMessage): Promise<Message | null> =>
  findLogged(api, at, (logged) => isSame(logged, message), [message.reference]);

/** Finds a message to a recipient by a test of its reference, or `null`. */
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

const MOST_REFERENCES = 100;

/** Finds the rows that are in the log, with their IDs, after their response was lost. */
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
