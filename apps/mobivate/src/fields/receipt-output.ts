import { outputFieldsOf } from '@messaging/fields/output';
import type { Receipt } from '../api/receipt.ts';

/** Output fields of a delivery receipt. The fields of the HLR record are not documented. */
export const receiptFields = outputFieldsOf<Receipt>()([
  { key: 'id', label: 'Receipt ID', type: 'string', required: true },
  { key: 'message_id', label: 'Message ID', type: 'string', required: true },
  { key: 'batch_id', label: 'Batch ID', type: 'string' },
  { key: 'reference', label: 'Reference', type: 'string' },
  { key: 'status', label: 'Status', type: 'string' },
  { key: 'status_code', label: 'Status Code', type: 'integer' },
  { key: 'outcome', label: 'Outcome', type: 'string', required: true },
  { key: 'is_final', label: 'Is Final', type: 'boolean', required: true },
  { key: 'part', label: 'Part (of this receipt)', type: 'integer' },
  { key: 'parts', label: 'Parts', type: 'integer' },
  { key: 'received_at', label: 'Received At', type: 'datetime' },
  { key: 'hlr', label: 'Network Lookup (HLR) Data' },
]);

export const receiptSample: Receipt = {
  id: '4F5A6B7C8D9E0F1A2B3C4D5E6F708192:DELIVERED:2026-03-02T09:30:06.000Z',
  message_id: '4F5A6B7C8D9E0F1A2B3C4D5E6F708192',
  batch_id: '708192A3B4C5D6E7F8091A2B3C4D5E6F',
  reference: 'order-1042',
  status: 'DELIVERED',
  status_code: 1,
  outcome: 'delivered',
  is_final: true,
  part: null,
  parts: 1,
  received_at: '2026-03-02T09:30:06.000Z',
  hlr: null,
};
