import { nestedFields } from '@messaging/fields/nested';
import { defineOutputFields, type OutputOf } from '@messaging/fields/output';
import { ALREADY_SENT } from '@messaging/fields/repeats';
import type { SendStatus, SkippedReason } from '@messaging/gateway/records';
import type { SendEnd } from '@messaging/gateway/unclear-send';
import { measureText } from '@messaging/sms/parts';
import type { SentIds } from '@messaging/zapier/deduplicate';
import type { PlainOutputField } from 'zapier-platform-core';
import type { OutboundMessage, Sent } from '../api/client.ts';
import { OPTED_OUT_SENTENCE } from '../api/failures.ts';
import type { Message } from '../api/message.ts';
import type { Receipt } from '../api/receipt.ts';
import { countedText } from './message.ts';
import { receiptFields } from './receipt-output.ts';

const scalars = defineOutputFields([
  { key: 'id', label: 'Message ID', type: 'string' },
  { key: 'batch_id', label: 'Batch ID', type: 'string' },
  { key: 'status', label: 'Status', type: 'string', required: true },
  { key: 'skipped_reason', label: 'Skipped Reason', type: 'string' },
  { key: 'reason', label: 'Reason', type: 'string' },
  { key: 'originator', label: 'Originator', type: 'string', required: true },
  { key: 'recipient', label: 'Recipient', type: 'string', required: true },
  { key: 'body', label: 'Message Body', type: 'string', required: true },
  { key: 'reference', label: 'Reference', type: 'string', required: true },
  { key: 'campaign_id', label: 'Campaign ID', type: 'string' },
  { key: 'route_id', label: 'Route', type: 'string' },
  { key: 'parts', label: 'Parts', type: 'integer', required: true },
  { key: 'encoding', label: 'Encoding', type: 'string', required: true },
  { key: 'characters', label: 'Character Count', type: 'integer', required: true },
  { key: 'scheduled_for', label: 'Scheduled For', type: 'datetime' },
]);

/** Output fields of a single send, with the receipt if the step waited for it. */
export const sentFields: PlainOutputField[] = [
  ...scalars,
  ...nestedFields('delivery', 'Delivery', receiptFields),
];

export type SentOutput = OutputOf<typeof scalars> & {
  status: SendStatus;
  skipped_reason: SkippedReason | null;
  delivery: Receipt | null;
};

const REASONS: Record<SkippedReason, string> = {
  opted_out: OPTED_OUT_SENTENCE,
  duplicate: ALREADY_SENT,
  unclear:
    'An earlier run may have sent this message, so it was not sent again. Check your Mobivate message log before you send it with another Reference.',
};

/** The end of a send: its status and ids, and the reason if it is not accepted. */
interface Ending {
  readonly status: Exclude<SendStatus, 'scheduled'>;
  readonly skipped?: SkippedReason;
  readonly reason: string | null;
  readonly id: string | null;
  readonly batchId: string | null;
  readonly routeId: string | null;
  readonly campaignId: string | null;
}

const NOTHING = { id: null, batchId: null, routeId: null, campaignId: null };

const endingOf = (end: SendEnd<Sent, Message>): Ending => {
  if (end.kind === 'sent') return { status: 'accepted', reason: null, ...end.sent };
  if (end.kind === 'unclear') return { status: 'unknown', ...NOTHING, reason: end.reason };
  const { id, route_id: routeId, campaign_id: campaignId } = end.found;
  return { status: 'accepted', reason: null, id, batchId: null, routeId, campaignId };
};

const toOutput = (message: OutboundMessage, ending: Ending): SentOutput => {
  const { originator, recipient, text, reference, scheduleAt, shortenUrls } = message;
  const { parts, encoding, characters } = measureText(countedText(shortenUrls)(text));
  const { status, skipped = null } = ending;
  return {
    id: ending.id,
    batch_id: ending.batchId,
    status: status === 'accepted' && scheduleAt ? 'scheduled' : status,
    skipped_reason: skipped,
    reason: ending.reason,
    originator,
    recipient,
    body: text,
    reference,
    campaign_id: ending.campaignId ?? message.campaignId ?? null,
    route_id: ending.routeId ?? message.routeId ?? null,
    parts,
    encoding,
    characters,
    scheduled_for: (status !== 'skipped' && scheduleAt?.toISOString()) || null,
    delivery: null,
  };
};

/** The output of a message that was sent or may have been sent. */
export const toSentOutput = (message: OutboundMessage, end: SendEnd<Sent, Message>): SentOutput =>
  toOutput(message, endingOf(end));

/** The output of a skipped message, with the ids of the first message if it is a repeat. */
export const toSkippedOutput = (
  message: OutboundMessage,
  skipped: SkippedReason,
  ids: SentIds = NOTHING,
): SentOutput =>
  toOutput(message, { status: 'skipped', skipped, ...NOTHING, ...ids, reason: REASONS[skipped] });

export const sentSample: SentOutput = {
  id: '4f5a6b7c8d9e0f1a2b3c4d5e6f708192',
  batch_id: null,
  status: 'accepted',
  skipped_reason: null,
  reason: null,
  originator: 'Bakery',
  recipient: '447700900123',
  body: 'Your cake is ready: see you before six.',
  reference: 'order-1042',
  campaign_id: null,
  route_id: 'mglobal',
  parts: 1,
  encoding: 'GSM-7',
  characters: 39,
  scheduled_for: null,
  delivery: null,
};
