import { nestedFields } from '@messaging/fields/nested';
import { defineOutputFields, type OutputOf } from '@messaging/fields/output';
import { ALREADY_SENT } from '@messaging/fields/repeats';
import type { SendStatus, SkippedReason } from '@messaging/gateway/records';
import { measureText } from '@messaging/sms/parts';
import type { PlainOutputField } from 'zapier-platform-core';
import type { Receipt } from '../api/posted.ts';
import type { OutboundMessage, Shared } from '../api/send.ts';
import { type InboundOutput, inboundFields } from './inbound-output.ts';
import { receiptFields } from './receipt-output.ts';

const scalars = defineOutputFields([
  { key: 'id', label: 'Message ID', type: 'string' },
  { key: 'batch_id', label: 'Batch ID', type: 'string' },
  { key: 'status', label: 'Status', type: 'string', required: true },
  { key: 'skipped_reason', label: 'Skipped Reason', type: 'string' },
  { key: 'reason', label: 'Reason', type: 'string' },
  { key: 'message_status', label: 'Message Status', type: 'string' },
  { key: 'originator', label: 'Originator', type: 'string' },
  { key: 'recipient', label: 'Recipient', type: 'string', required: true },
  { key: 'body', label: 'Message Body', type: 'string', required: true },
  { key: 'reference', label: 'Reference', type: 'string', required: true },
  { key: 'parts', label: 'Parts', type: 'integer', required: true },
  { key: 'encoding', label: 'Encoding', type: 'string', required: true },
  { key: 'characters', label: 'Character Count', type: 'integer', required: true },
  { key: 'scheduled_for', label: 'Scheduled For', type: 'datetime' },
]);

/** Output fields of a sent message, with the receipt or reply that the step waited for. */
export const sentFields: PlainOutputField[] = [
  ...scalars,
  ...nestedFields('delivery', 'Delivery', receiptFields),
  ...nestedFields(
    'reply',
    'Reply',
    inboundFields.filter(({ children }) => children === undefined),
  ),
];

export type SentOutput = OutputOf<typeof scalars> & {
  status: SendStatus;
  skipped_reason: SkippedReason | null;
  delivery: Receipt | null;
  reply: InboundOutput | null;
};

const REASONS: Record<SkippedReason, string> = {
  opted_out: 'The recipient has opted out of messages from this MessageMedia account, so nothing was sent.',
  duplicate: ALREADY_SENT,
  unclear:
    'An earlier run may have sent this message, so it was not sent again. Check your MessageMedia message log before you send it with another Reference.',
};

export const OPTED_OUT_SENTENCE = REASONS.opted_out;

/** The result of a send. */
export type Ending =
  | { readonly status: 'accepted'; readonly id: string | null; readonly messageStatus: string | null }
  | { readonly status: 'unknown'; readonly reason: string }
  | { readonly status: 'skipped'; readonly skipped: SkippedReason; readonly id?: string | null };

const statusOf = ({ status }: Ending, { scheduleAt }: Shared): SendStatus =>
  status === 'accepted' && scheduleAt ? 'scheduled' : status;

const reasonOf = (ending: Ending): string | null => {
  if (ending.status === 'skipped') return REASONS[ending.skipped];
  return ending.status === 'unknown' ? ending.reason : null;
};

/** Builds the output of a send. */
export const toSentOutput = (shared: Shared, message: OutboundMessage, ending: Ending): SentOutput => {
  const { parts, encoding, characters } = measureText(message.text);
  return {
    id: ending.status === 'unknown' ? null : (ending.id ?? null),
    batch_id: null,
    status: statusOf(ending, shared),
    skipped_reason: ending.status === 'skipped' ? ending.skipped : null,
    reason: reasonOf(ending),
    message_status: ending.status === 'accepted' ? ending.messageStatus : null,
    originator: shared.originator ?? null,
    recipient: message.recipient,
    body: message.text,
    reference: message.reference,
    parts,
    encoding,
    characters,
    scheduled_for: (ending.status !== 'skipped' && shared.scheduleAt?.toISOString()) || null,
    delivery: null,
    reply: null,
  };
};

export const sentSample: SentOutput = {
  id: '5f0a3a0e-3f0e-4a57-9d0b-2b3f5f6c7d81',
  batch_id: null,
  status: 'accepted',
  skipped_reason: null,
  reason: null,
  message_status: 'QUEUED',
  originator: 'Bakery',
  recipient: '61491570156',
  body: 'Your cake is ready. See you before six!',
  reference: 'order-1042',
  parts: 1,
  encoding: 'GSM-7',
  characters: 39,
  scheduled_for: null,
  delivery: null,
  reply: null,
};
