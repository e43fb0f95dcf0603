import { outputFieldsOf } from '@messaging/fields/output';
import type { Message } from '../api/message.ts';

export const metadataOutput = { key: 'metadata', label: 'Metadata' } as const;

export const messageFields = outputFieldsOf<Message>()([
  { key: 'id', label: 'Message ID', type: 'string', required: true },
  { key: 'direction', label: 'Direction', type: 'string', required: true },
  { key: 'originator', label: 'Originator', type: 'string' },
  { key: 'recipient', label: 'Recipient', type: 'string' },
  { key: 'body', label: 'Message Body', type: 'string' },
  { key: 'status', label: 'Status', type: 'string' },
  { key: 'status_code', label: 'Status Code', type: 'integer' },
  { key: 'status_description', label: 'Status Description', type: 'string' },
  { key: 'outcome', label: 'Outcome', type: 'string', required: true },
  { key: 'is_final', label: 'Is Final', type: 'boolean', required: true },
  { key: 'reference', label: 'Reference', type: 'string' },
  { key: 'format', label: 'Format', type: 'string' },
  { key: 'parts', label: 'Parts', type: 'integer' },
  { key: 'cost', label: 'Cost', type: 'number' },
  { key: 'currency', label: 'Currency', type: 'string' },
  { key: 'in_reply_to', label: 'Reply to Message ID', type: 'string' },
  { key: 'media_url', label: 'Media URL', type: 'string' },
  { key: 'account_id', label: 'Account ID', type: 'string' },
  { key: 'created_at', label: 'Created At', type: 'datetime' },
  { key: 'updated_at', label: 'Updated At', type: 'datetime' },
  metadataOutput,
]);

export const messageSample: Message = {
  id: '5f0a3a0e-3f0e-4a57-9d0b-2b3f5f6c7d81',
  direction: 'outbound',
  originator: '61491570110',
  recipient: '61491570156',
  body: 'Your cake is ready. See you before six!',
  status: 'DELIVERED',
  status_code: 220,
  status_description: 'The message was delivered.',
  outcome: 'delivered',
  is_final: true,
  reference: 'order-1042',
  format: 'SMS',
  parts: 1,
  cost: null,
  currency: null,
  in_reply_to: null,
  media_url: null,
  account_id: 'Bakery001',
  created_at: '2026-03-02T09:30:00.000Z',
  updated_at: '2026-03-02T09:30:06.000Z',
  metadata: null,
};
