import { outputFieldsOf } from '@messaging/fields/output';
import type { Message } from '../api/message.ts';

/** Output fields of a message. */
export const messageFields = outputFieldsOf<Message>()([
  { key: 'id', label: 'Message ID', type: 'string', required: true },
  { key: 'direction', label: 'Direction', type: 'string', required: true },
  { key: 'originator', label: 'Originator', type: 'string' },
  { key: 'recipient', label: 'Recipient', type: 'string' },
  { key: 'body', label: 'Message Body', type: 'string' },
  { key: 'status', label: 'Status', type: 'string' },
  { key: 'outcome', label: 'Outcome', type: 'string', required: true },
  { key: 'is_final', label: 'Is Final', type: 'boolean', required: true },
  { key: 'reference', label: 'Reference', type: 'string' },
  { key: 'campaign_id', label: 'Campaign ID', type: 'string' },
  { key: 'route_id', label: 'Route', type: 'string' },
  { key: 'parts', label: 'Parts', type: 'integer' },
  { key: 'cost', label: 'Cost', type: 'number' },
  { key: 'currency', label: 'Currency', type: 'string' },
  { key: 'in_reply_to', label: 'Reply to Message ID', type: 'string' },
  { key: 'created_at', label: 'Created At', type: 'datetime' },
  { key: 'updated_at', label: 'Updated At', type: 'datetime' },
]);

export const messageSample: Message = {
  id: '4F5A6B7C8D9E0F1A2B3C4D5E6F708192',
  direction: 'outbound',
  originator: 'Bakery',
  recipient: '447700900123',
  body: 'Your cake is ready: see you before six.',
  status: 'DELIVERED',
  outcome: 'delivered',
  is_final: true,
  reference: 'order-1042',
  campaign_id: null,
  route_id: 'mglobal',
  parts: 1,
  cost: 0.037,
  currency: 'EUR',
  in_reply_to: null,
  created_at: '2026-03-02T09:30:00.000Z',
  updated_at: '2026-03-02T09:30:06.000Z',
};
