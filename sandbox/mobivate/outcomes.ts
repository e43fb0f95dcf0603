/**
 * How a message ends: its last status, or `null` for one that stays in flight, and whether receipts are sent.
 */
export interface Outcome {
  status: string | null;
  receipts: boolean;
}

const DELIVERED: Outcome = { status: 'DELIVERED', receipts: true };

/**
 * The last three digits of a recipient that decide how its message ends. Every other number ends DELIVERED.
 */
export const MAGIC_ENDINGS: Readonly<Record<string, Outcome>> = {
  '901': { status: 'UNDELIVERABLE', receipts: true },
  '902': { status: 'UNDELIVERED', receipts: true },
  '903': { status: 'EXPIRED', receipts: true },
  '904': { status: 'REJECTED', receipts: true },
  '905': { status: 'FAILED', receipts: true },
  '906': { status: 'DELETED', receipts: true },
  '907': { status: 'NETWORK_NOT_COVERED', receipts: true },
  '908': { status: 'INVALID_RECIPIENT', receipts: true },
  '909': { status: 'FAILED_ROUTE_INVALID', receipts: true },
  '910': { status: 'SUBMIT_FAIL', receipts: true },
  '911': { status: 'LIMITS_EXCEEDED', receipts: true },
  '912': { status: 'UNKNOWN', receipts: true },
  '914': { status: 'NO_PRICE', receipts: true },
  '915': { status: 'FAILED_CARRIER', receipts: true },
  '913': { status: 'PARKED', receipts: true },
  '920': { status: null, receipts: true },
  '921': { status: 'DELIVERED', receipts: false },
};

export function outcomeFor(recipient: string): Outcome {
  return MAGIC_ENDINGS[recipient.slice(-3)] ?? DELIVERED;
}

/** Numeric receipt codes. Mobivate publishes 1 to 4; the others are made up. */
const STATUS_CODES: Readonly<Record<string, number>> = {
  DELIVERED: 1,
  ACCEPTED: 2,
  EXPIRED: 3,
  DELETED: 4,
  UNDELIVERED: 5,
  SENT: 6,
  UNDELIVERABLE: 7,
  FAILED: 8,
  REJECTED: 22,
};

export function statusCode(status: string): number {
  return STATUS_CODES[status] ?? 99;
}
