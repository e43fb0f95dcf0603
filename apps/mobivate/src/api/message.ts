import type { Direction, Outcome } from '@messaging/gateway/records';

/** A message in the log. Missing values are `null`. */
export interface Message {
  id: string;
  direction: Direction;
  originator: string | null;
  recipient: string | null;
  body: string | null;
  status: string | null;
  outcome: Outcome;
  is_final: boolean;
  reference: string | null;
  campaign_id: string | null;
  route_id: string | null;
  parts: number | null;
  cost: number | null;
  currency: string | null;
  in_reply_to: string | null;
  created_at: string | null;
  updated_at: string | null;
}

/** Final statuses of failure, from Classic receipts and a production export of Vortex. */
const FAILED = new Set<string | null>([
  'UNDELIVERABLE',
  'UNDELIVERED',
  'OPTED_OUT',
  'EXPIRED',
  'FAILED',
  'REJECTED',
  'DELETED',
  'INVALID_RECIPIENT',
  'NETWORK_NOT_COVERED',
  'SUBMIT_FAIL',
  'LIMITS_EXCEEDED',
  'NO_PRICE',
]);

const isFailed = (status: string | null): boolean =>
  FAILED.has(status) || status?.startsWith('FAILED_') === true;

/** Reads a status and its outcome. Unknown statuses count as pending. */
export const readStatus = (
  word: string | null,
): { status: string | null; outcome: Outcome; is_final: boolean } => {
  const status = word?.trim().toUpperCase() || null;
  if (status === 'DELIVERED') return { status, outcome: 'delivered', is_final: true };
  if (isFailed(status)) return { status, outcome: 'failed', is_final: true };
  if (status === 'UNKNOWN') return { status, outcome: 'unknown', is_final: true };
  return { status, outcome: 'pending', is_final: false };
};

/** The prefix of ids that a proxy in front of Vortex generates. No list or receipt has them. */
export const PROXIED = 'proxied_';
