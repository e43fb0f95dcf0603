import { defineOutputFields, type OutputOf } from '@messaging/fields/output';
import { measureText } from '@messaging/sms/parts';
import type { PlainOutputField } from 'zapier-platform-core';
import type { OutboundMessage, Sent } from '../api/client.ts';
import type { Receipt } from '../api/receipt.ts';
import { nestedFields } from './message-output.ts';
import { receiptFields } from './receipt-output.ts';

const scalars = defineOutputFields([
  { key: 'id', label: 'Message ID', type: 'string' },
  { key: 'batch_id', label: 'Batch ID', type: 'string' },
  { key: 'status', label: 'Status', type: 'string', required: true },
  { key: 'skipped_reason', label: 'Skipped Reason', type: 'string' },
  { key: 'originator', label: 'Originator', type: 'string', required: true },
  { key: 'recipient', label: 'Recipient', type: 'string', required: true },
  { key: 'body', label: 'Message Body', type: 'string', required: true },
  { key: 'reference', label: 'Reference', type: 'string' },
  { key: 'campaign_id', label: 'Campaign ID', type: 'string' },
  { key: 'route_id', label: 'Route', type: 'string' },
  { key: 'parts', label: 'Parts', type: 'integer', required: true },
  { key: 'encoding', label: 'Encoding', type: 'string', required: true },
  { key: 'characters', label: 'Characters (counted against the limit)', type: 'integer', required: true },
  { key: 'scheduled_for', label: 'Scheduled For', type: 'datetime' },
]);

/** What became of one message to one person; the receipt where the step waited for it. */
export const sentFields: PlainOutputField[] = [
  ...scalars,
  ...nestedFields('delivery', 'Delivery', receiptFields),
];

export type SentOutput = OutputOf<typeof scalars> & { delivery: Receipt | null };

/** Why a message was not sent though nothing went wrong. */
export type SkippedReason = 'opted_out' | 'duplicate';

/** The message with what Mobivate said of it, or with the reason why it was not sent. */
export const toSentOutput = (message: OutboundMessage, result: Sent | SkippedReason): SentOutput => {
  const { originator, recipient, text, reference, scheduleAt } = message;
  const { parts, encoding, characters } = measureText(text);
  const sent = typeof result === 'string' ? null : result;
  return {
    id: sent?.id ?? null,
    batch_id: sent?.batchId ?? null,
    status: sent ? (scheduleAt ? 'scheduled' : 'accepted') : 'skipped',
    skipped_reason: typeof result === 'string' ? result : null,
    originator,
    recipient,
    body: text,
    reference: reference ?? null,
    campaign_id: sent ? sent.campaignId : (message.campaignId ?? null),
    route_id: sent ? sent.routeId : (message.routeId ?? null),
    parts,
    encoding,
    characters,
    scheduled_for: (sent && scheduleAt?.toISOString()) ?? null,
    delivery: null,
  };
};

export const sentSample: SentOutput = {
  id: '4f5a6b7c8d9e0f1a2b3c4d5e6f708192',
  batch_id: null,
  status: 'accepted',
  skipped_reason: null,
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
