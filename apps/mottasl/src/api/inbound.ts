import { hashOf } from '@messaging/gateway/hash';
import { isObject } from '@messaging/gateway/schemas';
import { type Delivery, type Posted, type Reading, readDelivery } from './deliveries.ts';
import { type Fields, firstText, msisdnOf, objectOf, textOf, timeOf } from './shapes.ts';

/** An inbound message. Values that Azeer did not return are `null`. */
export interface InboundMessage {
  /** WhatsApp's ID, or else Azeer's number, or else a hash of the content. */
  id: string;
  /** Azeer's message number. */
  message_id: string | null;
  /** The sender's MSISDN. */
  originator: string | null;
  recipient: string | null;
  contact_id: string | null;
  contact_name: string | null;
  /** `text`, `image`, `document`, `audio`, `video`, `voice`, `sticker`, `interactive` … */
  type: string | null;
  body: string | null;
  button_reply_id: string | null;
  file_url: string | null;
  mime_type: string | null;
  in_reply_to: string | null;
  business_id: string | null;
  received_at: string | null;
}

/** Nested content: `{"message_body":{"text":{"body":"…"}}}`. */
const nestedContent = (fields: Fields): { type: string | null; content: Fields; text: string | null } => {
  const body = fields.message_body;
  if (!isObject(body)) return { type: null, content: {}, text: textOf(body) };
  const given = firstText(body, 'type');
  const [type = given, content] = Object.entries(body).find(([, value]) => isObject(value)) ?? [];
  return { type, content: objectOf(content), text: firstText(body, 'text', 'body', 'caption') };
};

const replyOf = (content: Fields): Fields => {
  const { button_reply: button, list_reply: list } = content;
  return objectOf(button ?? list);
};

const readMessage = ({ fields, raw }: Posted): InboundMessage | null | undefined => {
  if (/^out/i.test(firstText(fields, 'direction') ?? '')) return undefined;
  const { type, content, text } = nestedContent(fields);
  const reply = replyOf(content);
  const whatsappId = firstText(fields, 'id', 'wamid');
  const messageId = firstText(fields, 'message_id');
  const originator = msisdnOf(firstText(fields, 'from', 'platform_id', 'sender'));
  if (originator === null && whatsappId === null && messageId === null) return null;
  const body = firstText(fields, 'text', 'caption') ?? firstText(objectOf(fields.text), 'body') ?? text;
  return {
    id: whatsappId ?? messageId ?? hashOf(raw),
    message_id: messageId,
    originator,
    recipient: msisdnOf(firstText(fields, 'to')),
    contact_id: firstText(fields, 'contact_id'),
    contact_name: firstText(fields, 'contact_name', 'profile_name', 'name'),
    type: firstText(fields, 'message_type') ?? type ?? (body === null ? null : 'text'),
    body: body ?? firstText(content, 'body', 'caption', 'text') ?? firstText(reply, 'title'),
    button_reply_id:
      firstText(fields, 'interactive_reply_id', 'button_reply_id') ??
      firstText(reply, 'id') ??
      firstText(content, 'payload', 'interactive_reply_id'),
    file_url:
      firstText(fields, 'filename_url', 'file_url', 'media_url') ??
      firstText(content, 'link', 'url', 'filename_url'),
    mime_type: firstText(fields, 'mime_type') ?? firstText(content, 'mime_type'),
    in_reply_to:
      firstText(fields, 'parent_message_id') ?? firstText(objectOf(fields.context), 'id', 'message_id'),
    business_id: firstText(fields, 'business_id'),
    received_at: timeOf(firstText(fields, 'timestamp', 'created_at', 'time')),
  };
};

/** Reads inbound messages in both known shapes. Ignores outbound ones. */
export const readInbound = (delivery: Delivery): Reading<InboundMessage> =>
  readDelivery(delivery, 'incoming_msg', readMessage);
