import { hashOf } from '@messaging/gateway/hash';
import type { Outcome } from '@messaging/gateway/records';
import { isObject, textOrNull, timeOrNull } from '@messaging/gateway/schemas';
import { readKeyword } from '@messaging/sms/keywords';
import * as v from 'valibot';
import { address, type Message, type Metadata, metadata, readStatus } from './message.ts';
import { describeCode } from './status.ts';

/** A posted body, parsed by Zapier and raw. */
export interface Posted {
  readonly parsed: unknown;
  readonly raw: unknown;
}

/** The events of a body, and the number of unreadable ones. */
export interface Reading<E> {
  readonly events: readonly E[];
  readonly unread: number;
}

/** MessageMedia prints an undefined variable as its name, and so does its escaping. */
const UNFILLED =
  /^\$!?\{?(?:esc\.json\(.*\)|metadata\b.*|entry\.\w+|(?:format|type|mtId|messageId|drId|reportId|moId|replyId|notificationId|accountId|vendorId|submittedTimestamp|receivedTimestamp|status|statusCode|sourceAddress|destinationAddress|retryCount|billingUnits|attachments))\}?$/s;

/** The same for text from people, which may contain the name of another variable. */
const UNWRITTEN = /^\$!?\{?(?:esc\.json\(\$!?\{?)?(?:mt|message|mo|reply)Content\}?\)?\}?$/;

/** A template value. An unresolved variable is missing. */
const filledUnless = (name: RegExp) =>
  v.optional(
    v.pipe(
      v.unknown(),
      v.transform((value) => (typeof value === 'string' && name.test(value.trim()) ? null : value)),
    ),
    null,
  );

const filled = filledUnless(UNFILLED);
const text = v.pipe(filled, textOrNull);
const writtenText = v.pipe(filledUnless(UNWRITTEN), textOrNull);
const number = v.pipe(
  text,
  v.transform((written) => (written !== null && /^\d+$/.test(written) ? Number(written) : null)),
);
const party = v.pipe(filled, address);
const time = v.pipe(filled, timeOrNull);

/** A delivery receipt. Values that MessageMedia did not return are `null`. */
export interface Receipt {
  id: string;
  message_id: string | null;
  reference: string | null;
  recipient: string | null;
  /** MessageMedia's status in upper case. */
  status: string | null;
  status_code: number | null;
  status_description: string | null;
  outcome: Outcome;
  is_final: boolean;
  body: string | null;
  parts: number | null;
  submitted_at: string | null;
  received_at: string | null;
  metadata: Metadata | null;
}

/** A media file of an inbound message. */
export interface Attachment {
  readonly content_type: string | null;
  readonly name: string | null;
  /** Base64, or `null` if it has to be downloaded. */
  readonly content: string | null;
  readonly url: string | null;
}

/** An inbound message (MO). Values that MessageMedia did not return are `null`. */
export interface InboundEvent {
  readonly id: string;
  readonly originator: string | null;
  readonly recipient: string | null;
  readonly body: string | null;
  readonly format: string;
  readonly keyword: string | null;
  readonly is_stop: boolean;
  readonly is_start: boolean;
  readonly received_at: string | null;
  readonly in_reply_to: string | null;
  /** The text of the message that this one replies to. */
  readonly original_body: string | null;
  readonly reference: string | null;
  readonly metadata: Metadata | null;
  readonly attachments: readonly Attachment[];
}

export interface OptoutEvent {
  id: string;
  mobile: string;
  body: string | null;
  received_at: string | null;
  message_id: string | null;
}

const common = {
  message_id: text,
  source_number: party,
  date_received: time,
  metadata,
};

const receipt = v.pipe(
  v.object({
    ...common,
    delivery_report_id: text,
    status: v.pipe(filled, v.string(), v.nonEmpty()),
    status_code: number,
    error_code: number,
    original_text: writtenText,
    billing_units: number,
    submitted_date: time,
  }),
  v.transform((from): Receipt => {
    const code = from.status_code ?? from.error_code;
    const { status, outcome, is_final } = readStatus(from.status);
    return {
      id: from.delivery_report_id ?? hashOf(from),
      message_id: from.message_id,
      reference: from.metadata.reference,
      recipient: from.source_number,
      status,
      status_code: code,
      status_description: describeCode(code),
      outcome,
      is_final,
      body: from.original_text,
      parts: from.billing_units,
      submitted_at: from.submitted_date,
      received_at: from.date_received,
      metadata: from.metadata.metadata,
    };
  }),
);

const attachment = v.pipe(
  v.object({ content_type: text, original_name: text, content: text }),
  v.transform(
    (from): Attachment => ({
      content_type: from.content_type,
      name: from.original_name,
      content: from.content,
      url: null,
    }),
  ),
);

/** Our template ends its list with an empty entry. */
const attachments = v.pipe(
  filled,
  v.transform((list) =>
    (Array.isArray(list) ? list : []).flatMap((item: unknown) => {
      const { success, output } = v.safeParse(attachment, item);
      return success && (output.content !== null || output.content_type !== null) ? [output] : [];
    }),
  ),
);

const readBody = (body: string | null) => {
  const { keyword, isStop, isStart } = readKeyword(body ?? '');
  return { body, keyword, is_stop: isStop, is_start: isStart };
};

const inbound = v.pipe(
  v.object({
    ...common,
    source_number: v.pipe(party, v.string()),
    reply_id: text,
    content: writtenText,
    original_text: writtenText,
    destination_number: party,
    format: text,
    attachments,
  }),
  v.check(
    ({ reply_id, content, attachments: files }) => reply_id !== null || content !== null || files.length > 0,
  ),
  v.transform(
    (from): InboundEvent => ({
      id: from.reply_id ?? hashOf(from),
      originator: from.source_number,
      recipient: from.destination_number,
      ...readBody(from.content),
      format: from.format ?? (from.attachments.length > 0 ? 'MMS' : 'SMS'),
      received_at: from.date_received,
      in_reply_to: from.message_id,
      original_body: from.original_text,
      reference: from.metadata.reference,
      metadata: from.metadata.metadata,
      attachments: from.attachments,
    }),
  ),
);

const optout = v.pipe(
  v.object({
    ...common,
    source_number: v.pipe(party, v.string()),
    notification_id: text,
    delivery_report_id: text,
    content: writtenText,
  }),
  v.check(({ delivery_report_id }) => delivery_report_id === null),
  v.transform(
    (from): OptoutEvent => ({
      id: from.notification_id ?? hashOf(from),
      mobile: from.source_number,
      body: from.content,
      received_at: from.date_received,
      message_id: from.message_id,
    }),
  ),
);

const recordsIn = (body: unknown): unknown[] => {
  if (typeof body === 'string') {
    try {
      return recordsIn(JSON.parse(body));
    } catch {
      return [];
    }
  }
  if (Array.isArray(body)) return body;
  return isObject(body) ? [body] : [];
};

/** Reads the events that match a schema, and counts the others. Never throws. */
const readerOf =
  <const S extends v.GenericSchema>(schema: S) =>
  async ({ parsed, raw }: Posted): Promise<Reading<v.InferOutput<S>>> => {
    for (const body of [parsed, raw]) {
      const records = recordsIn(body);
      const events = records.flatMap((record) => {
        const event = v.safeParse(schema, record);
        return event.success ? [event.output] : [];
      });
      if (events.length > 0) return { events, unread: records.length - events.length };
    }
    return { events: [], unread: 1 };
  };

/** Reads delivery receipts in our template's shape or a documented one. */
export const readReceipts = readerOf(receipt);

/** Reads inbound messages in our template's shape or a documented one. */
export const readInbound = readerOf(inbound);

/** Reads opt-outs in our template's shape or a documented one. */
export const readOptouts = readerOf(optout);

/** Converts a logged message to its receipt. */
export const receiptOf = (message: Message): Receipt => ({
  id: [message.id, message.status, message.updated_at].filter(Boolean).join(':'),
  message_id: message.id,
  reference: message.reference,
  recipient: message.recipient,
  status: message.status,
  status_code: message.status_code,
  status_description: message.status_description,
  outcome: message.outcome,
  is_final: message.is_final,
  body: message.body,
  parts: message.parts,
  submitted_at: message.created_at,
  received_at: message.updated_at,
  metadata: message.metadata,
});

/** Converts a logged message to an inbound event. */
export const inboundOf = (message: Message): InboundEvent => ({
  id: message.id,
  originator: message.originator,
  recipient: message.recipient,
  ...readBody(message.body),
  format: message.format ?? 'SMS',
  received_at: message.created_at,
  in_reply_to: message.in_reply_to,
  original_body: null,
  reference: message.reference,
  metadata: message.metadata,
  attachments:
    message.media_url === null
      ? []
      : [{ content_type: null, name: null, content: null, url: message.media_url }],
});

/** Converts a logged message to an opt-out event. */
export const optoutOf = (message: Message): OptoutEvent[] =>
  message.originator === null
    ? []
    : [
        {
          id: message.id,
          mobile: message.originator,
          body: message.body,
          received_at: message.created_at,
          message_id: message.in_reply_to,
        },
      ];
