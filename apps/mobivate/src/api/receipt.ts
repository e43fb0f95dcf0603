import type { Outcome } from '@messaging/gateway/records';
import { id, isObject, numberOrNull, textOrNull, timeOrNull } from '@messaging/gateway/schemas';
import * as v from 'valibot';
import { type Message, readStatus } from './message.ts';
import { type Notification, type Reading, readNotification } from './notification.ts';

/** A delivery receipt as every operation gives it; a value that Mobivate did not give is `null`. */
export interface Receipt {
  /** Message, status, time, and of several parts the part: Mobivate gives a receipt no id of its own. */
  id: string;
  message_id: string;
  batch_id: string | null;
  reference: string | null;
  /** Mobivate's own word, upper case. */
  status: string | null;
  status_code: number | null;
  outcome: Outcome;
  is_final: boolean;
  /** Which part of the message it is about, from 1; `null` where it is about the whole of it. */
  part: number | null;
  parts: number | null;
  received_at: string | null;
  /** What the home location register said of the number, as it came. */
  hlr: Record<string, unknown> | null;
}

const identify = (...facts: readonly (string | number | null)[]): string =>
  facts.filter((fact) => fact !== null).join(':');

const objectOrNull = v.fallback(v.nullish(v.custom<Record<string, unknown>>(isObject), null), null);

/** JSON from Classic, or a `deliveryreceipt` element, which has no batch and no HLR. */
const record = v.pipe(
  v.object({
    deliveryMessageId: id,
    batchId: textOrNull,
    clientReference: textOrNull,
    status: v.pipe(v.string(), v.trim(), v.nonEmpty()),
    statusCode: numberOrNull,
    part: numberOrNull,
    parts: numberOrNull,
    created: timeOrNull,
    hlr: objectOrNull,
  }),
  v.transform((from): Receipt => {
    const status = readStatus(from.status);
    return {
      id: identify(from.deliveryMessageId, status.status, from.created, from.parts === 1 ? null : from.part),
      message_id: from.deliveryMessageId,
      batch_id: from.batchId,
      reference: from.clientReference,
      status: status.status,
      status_code: from.statusCode,
      outcome: status.outcome,
      is_final: status.is_final,
      part: from.part,
      parts: from.parts,
      received_at: from.created,
      hlr: from.hlr,
    };
  }),
);

/** The receipts that Mobivate posted. */
export const readReceipts = (notification: Notification): Promise<Reading<Receipt>> =>
  readNotification(notification, record, 'deliveryreceipt');

/** The receipt that a message of the log must have had, as far as the log knows it. */
export const receiptOf = (message: Message): Receipt => ({
  id: identify(message.id, message.status, message.updated_at),
  message_id: message.id,
  batch_id: null,
  reference: message.reference,
  status: message.status,
  status_code: null,
  outcome: message.outcome,
  is_final: message.is_final,
  part: null,
  parts: message.parts,
  received_at: message.updated_at,
  hlr: null,
});
