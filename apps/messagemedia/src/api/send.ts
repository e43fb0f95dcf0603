import { recordsOf } from '@messaging/gateway/schemas';
import { LOOK_UP_MILLISECONDS } from '@messaging/gateway/unclear-send';
import * as v from 'valibot';
import type { Api } from './api.ts';
import type { Effect } from './failures.ts';
import { type Metadata, REFERENCE, sentMessage } from './message.ts';

/** Values that the messages of one send share. Already validated. */
export interface Shared {
  /** A name, a short code, or an MSISDN; the account's default where there is none. */
  readonly originator?: string | undefined;
  readonly scheduleAt?: Date | undefined;
  readonly expiresAt?: Date | undefined;
  readonly deliveryReport: boolean;
}

/** One message to one person. */
export interface OutboundMessage {
  readonly recipient: string;
  readonly text: string;
  readonly reference: string;
  readonly metadata?: Metadata | undefined;
  /** URLs of images, for an MMS. */
  readonly media?: readonly string[] | undefined;
  readonly subject?: string | undefined;
  /** The URL for receipts and replies. */
  readonly callbackUrl?: string | undefined;
}

/** An accepted message. */
export interface Sent {
  readonly id: string;
  readonly status: string | null;
}

const LONGEST_SHORT_CODE = 8;

const sourceOf = (originator: string) => {
  if (!/^\d+$/.test(originator)) return { source_number: originator, source_number_type: 'ALPHANUMERIC' };
  return originator.length > LONGEST_SHORT_CODE
    ? { source_number: `+${originator}`, source_number_type: 'INTERNATIONAL' }
    : { source_number: originator, source_number_type: 'SHORTCODE' };
};

const wireMessage = (shared: Shared, message: OutboundMessage) => ({
  content: message.text,
  destination_number: `+${message.recipient}`,
  ...(shared.originator !== undefined && sourceOf(shared.originator)),
  format: message.media ? 'MMS' : 'SMS',
  delivery_report: shared.deliveryReport,
  callback_url: message.callbackUrl,
  scheduled: shared.scheduleAt?.toISOString(),
  message_expiry_timestamp: shared.expiresAt?.toISOString(),
  media: message.media,
  subject: message.subject,
  metadata: { ...message.metadata, [REFERENCE]: message.reference },
});

const taken = v.object({ messages: recordsOf(sentMessage) });

/**
 * Sends or schedules up to 100 messages in one request, which is never retried. Returns the IDs in order, `null` if
 * the response does not name one.
 */
export const sendMessages = async (
  { exchange }: Api,
  shared: Shared,
  messages: readonly OutboundMessage[],
  effect: Extract<Effect, 'sends' | 'sends_many'>,
): Promise<(Sent | null)[]> => {
  const answer = await exchange(
    {
      method: 'POST',
      path: '/v1/messages',
      json: { messages: messages.map((message) => wireMessage(shared, message)) },
      effect,
      leave: LOOK_UP_MILLISECONDS,
    },
    v.pipe(
      taken,
      v.check(({ messages: { items } }) => items.length > 0),
    ),
  );
  const { count, items } = answer.messages;
  const isWhole = count === messages.length && items.length === count;
  return messages.map((message, index) => {
    const found = isWhole
      ? items[index]
      : items.find(
          ({ recipient, reference }) => recipient === message.recipient && reference === message.reference,
        );
    return found ? { id: found.id, status: found.status } : null;
  });
};
