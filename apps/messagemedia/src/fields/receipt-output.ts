import { outputFieldsOf } from '@messaging/fields/output';
import type { Receipt } from '../api/posted.ts';
import { metadataOutput } from './message-output.ts';

export const receiptFields = outputFieldsOf<Receipt>()([
  { key: 'id', label: 'Receipt ID', type: 'string', required: true },
  { key: 'message_id', label: 'Message ID', type: 'string' },
  { key: 'reference', label: 'Reference', type: 'string' },
  { key: 'recipient', label: 'Recipient', type: 'string' },
  { key: 'status', label: 'Status', type: 'string' },
  { key: 'status_code', label: 'Status Code', type: 'integer' },
  { key: 'status_description', label: 'Status Description', type: 'string' },
  { key: 'outcome', label: 'Outcome', type: 'string', required: true },
  { key: 'is_final', label: 'Is Final', type: 'boolean', required: true },
  { key: 'body', label: 'Message Body', type: 'string' },
  { key: 'parts', label: 'Parts', type: 'integer' },
  { key: 'submitted_at', label: 'Submitted At', type: 'datetime' },
  { key: 'received_at', label: 'Received At', type: 'datetime' },
  metadataOutput,
]);

export const receiptSample: Receipt = {
  id: '9d1f7a34-55ad-4d0b-8f21-1b6f7c0c2a90',
  message_id: '5f0a3a0e-3f0e-4a57-9d0b-2b3f5f6c7d81',
  reference: 'order-1042',
  recipient: '61491570156',
  status: 'DELIVERED',
  status_code: 220,
  status_description: 'The message was delivered.',
  outcome: 'delivered',
  is_final: true,
  body: 'Your cake is ready. See you before six!',
  parts: 1,
  submitted_at: '2026-03-02T09:30:00.000Z',
  received_at: '2026-03-02T09:30:06.000Z',
  metadata: null,
};
