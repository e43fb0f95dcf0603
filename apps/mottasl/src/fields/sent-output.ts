import { defineOutputFields, type OutputOf } from '@messaging/fields/output';
import type { SendStatus, SkippedReason } from '@messaging/gateway/records';
import type { Content } from '../api/messages.ts';

export const sentFields = defineOutputFields([
  { key: 'id', label: 'Message ID', type: 'string' },
  { key: 'status', label: 'Status', type: 'string', required: true },
  { key: 'skipped_reason', label: 'Skipped Reason', type: 'string' },
  { key: 'reason', label: 'Reason', type: 'string' },
  { key: 'recipient', label: 'Recipient', type: 'string', required: true },
  { key: 'type', label: 'Message Type', type: 'string', required: true },
  { key: 'body', label: 'Message Body', type: 'string' },
]);

export type SentOutput = OutputOf<typeof sentFields> & Pick<SendResult, 'status'>;

/** The result of a send. */
export interface SendResult {
  readonly id: string | null;
  readonly status: Exclude<SendStatus, 'scheduled'>;
  readonly skippedReason: Exclude<SkippedReason, 'opted_out'> | null;
  /** A sentence; `null` where the message was accepted. */
  readonly reason: string | null;
}

/** The text that the recipient sees. WhatsApp composes templates, so theirs is unknown. */
const bodyOf = (content: Content): string | null => {
  if (content.type === 'template') return null;
  return content.type === 'text' ? content.body : (content.caption ?? null);
};

export const toSentOutput = (
  recipient: string,
  content: Content,
  { id, status, skippedReason, reason }: SendResult,
): SentOutput => ({
  id,
  status,
  skipped_reason: skippedReason,
  reason,
  recipient,
  type: content.type,
  body: bodyOf(content),
});

export const sentSample: SentOutput = {
  id: 'wamid.HBgMOTY2NTAwMDAwMDAxFQIAERgSN0Y2',
  status: 'accepted',
  skipped_reason: null,
  reason: null,
  recipient: '447700900123',
  type: 'text',
  body: 'Your order is ready. See you before six.',
};
