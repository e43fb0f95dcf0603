import { hashOf } from '@messaging/gateway/hash';
import { id, textOrNull, timeOrNull } from '@messaging/gateway/schemas';
import { readKeyword } from '@messaging/sms/keywords';
import * as v from 'valibot';
import type { Message } from './message.ts';
import { type Notification, type Reading, readNotification } from './notification.ts';

/** An inbound message (MO). Missing values are `null`. */
export interface InboundMessage {
  id: string;
  originator: string | null;
  recipient: string | null;
  body: string | null;
  keyword: string | null;
  is_stop: boolean;
  is_start: boolean;
  received_at: string | null;
  in_reply_to: string | null;
  batch_id: string | null;
  owner_user_id: string | null;
}

const readBody = (body: string | null) => {
  const { keyword, isStop, isStart } = readKeyword(body ?? '');
  return { body, keyword, is_stop: isStop, is_start: isStart };
};

const text = v.pipe(
  v.nullish(v.union([v.string(), v.number()]), null),
  v.transform((value) => (value === null || value === '' ? null : String(value))),
);

const record = v.pipe(
  v.object({
    id: textOrNull,
    originator: id,
    recipient: textOrNull,
    body: text,
    created: timeOrNull,
    inReplyTo: textOrNull,
    logicalMessageId: textOrNull,
    ownerUserId: textOrNull,
  }),
  v.transform(
    (from): InboundMessage => ({
      id: from.id ?? hashOf(from),
      originator: from.originator,
      recipient: from.recipient,
      ...readBody(from.body),
      received_at: from.created,
      in_reply_to: from.inReplyTo,
      batch_id: from.logicalMessageId,
      owner_user_id: from.ownerUserId,
    }),
  ),
);

export const readInbound = (notification: Notification): Promise<Reading<InboundMessage>> =>
  readNotification(notification, record, 'deliverymessage');

/** Converts a message from the log to the webhook's format. The log has neither batch nor owner. */
export const inboundOf = (message: Message): InboundMessage => ({
  id: message.id,
  originator: message.originator,
  recipient: message.recipient,
  ...readBody(message.body),
  received_at: message.created_at,
  in_reply_to: message.in_reply_to,
  batch_id: null,
  owner_user_id: null,
});
