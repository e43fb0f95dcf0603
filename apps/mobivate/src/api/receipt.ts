import type { Outcome } from '@messaging/gateway/records';
import { id, isObject, numberOrNull, textOrNull, timeOrNull } from '@messaging/gateway/schemas';
import * as v from 'valibot';
import { type Message, readStatus } from './message.ts';
import { type Notification, type Reading, readNotification } from './notification.ts';

/** A delivery receipt. Missing values are `null`. */
export interface Receipt {
  /** Made of message id, status, time, and part, because Mobivate's receipts have no id. */
  id: string;
  message_id: string;
  batch_id: string | null;
  reference: string | null;
  status: string | null;
  status_code: number | null;
  outcome: Outcome;
  is_final: boolean;
  /** The part of the message, from 1, or `null` for the whole message. */
  part: number | null;
  parts: number | null;
  received_at: string | null;
  /** The unchanged data of the home location register (HLR) for the number. */
  hlr: Record<string, unknown> | null;
}

const identify = (...facts: readonly (string | number | null)[]): string =>
  facts.filter((fact) => fact !== null).join(':');

const objectOrNull = v.fallback(v.nullish(v.custom<Record<string, unknown>>(isObject), null), null);

/** JSON from Classic, or a `deliveryreceipt` element, which has neither batch nor HLR. */
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

export const readReceipts = (notification: Notification): Promise<Reading<Receipt>> =>
  readNotification(notification, record, 'deliveryreceipt');

/** Builds the receipt of a logged message, as far as the log has its values. */
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
