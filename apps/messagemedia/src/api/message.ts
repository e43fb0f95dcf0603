import type { Direction, Outcome } from '@messaging/gateway/records';
import { id, isObject, numberOrNull, textOrNull, timeOrNull } from '@messaging/gateway/schemas';
import * as v from 'valibot';
import { describeCode } from './status.ts';

/** Named values that replies, receipts, and the log return. */
export type Metadata = Record<string, string>;

/** The metadata key of the reference. */
export const REFERENCE = 'reference';

/** A message. Values that MessageMedia did not return are `null`. */
export interface Message {
  id: string;
  direction: Direction;
  originator: string | null;
  recipient: string | null;
  body: string | null;
  /** MessageMedia's status in upper case. */
  status: string | null;
  status_code: number | null;
  status_description: string | null;
  outcome: Outcome;
  is_final: boolean;
  reference: string | null;
  format: string | null;
  parts: number | null;
  cost: number | null;
  currency: string | null;
  in_reply_to: string | null;
  media_url: string | null;
  account_id: string | null;
  created_at: string | null;
  updated_at: string | null;
  metadata: Metadata | null;
}

const OUTCOMES = new Map<string | null, Outcome>([
  ['DELIVERED', 'delivered'],
  ['READ', 'delivered'],
  ['FAILED', 'failed'],
  ['REJECTED', 'failed'],
  ['EXPIRED', 'failed'],
  ['UNDELIVERABLE', 'failed'],
  ['CANCELLED', 'failed'],
]);

/** Reads a status and its outcome. An unknown status is pending. */
export const readStatus = (
  word: string | null,
): { status: string | null; outcome: Outcome; is_final: boolean } => {
  const status = word?.trim().toUpperCase() || null;
  const outcome = OUTCOMES.get(status) ?? 'pending';
  return { status, outcome, is_final: outcome !== 'pending' };
};

/** An address: a number as an MSISDN, a name unchanged. */
export const address = v.pipe(
  textOrNull,
  v.transform((written) => written?.replace(/^\+(?=\d+$)/, '') ?? null),
);

const pairsOf = (value: unknown): [string, unknown][] => {
  if (isObject(value)) return Object.entries(value);
  if (!Array.isArray(value)) return [];
  return value.flatMap((pair: unknown): [string, unknown][] =>
    isObject(pair) && typeof pair.key === 'string' ? [[pair.key, pair.value]] : [],
  );
};

/** Reads metadata from an object or a key-value list. Separates the reference from the user's values. */
export const metadata = v.pipe(
  v.optional(v.unknown(), null),
  v.transform((value) => {
    const texts = pairsOf(value).filter(
      (pair): pair is [string, string] => pair[0] !== '' && typeof pair[1] === 'string',
    );
    const { [REFERENCE]: reference, ...others } = Object.fromEntries(texts);
    return { reference: reference ?? null, metadata: Object.keys(others).length > 0 ? others : null };
  }),
);

const isInbound = (word: string | null): boolean => /^(?:in|mo|received)/i.test(word ?? '');

/** An entry of the reporting detail. */
export const loggedMessage = v.pipe(
  v.object({
    message_id: id,
    direction: textOrNull,
    source_address: address,
    destination_address: address,
    content: textOrNull,
    status: textOrNull,
    status_code: numberOrNull,
    format: textOrNull,
    units: numberOrNull,
    in_response_to: textOrNull,
    media_url: textOrNull,
    account_id: textOrNull,
    timestamp: timeOrNull,
    delivered_timestamp: timeOrNull,
    last_status_update: timeOrNull,
    metadata,
  }),
  v.transform(
    (from): Message => ({
      id: from.message_id,
      direction: isInbound(from.direction) ? 'inbound' : 'outbound',
      originator: from.source_address,
      recipient: from.destination_address,
      body: from.content,
      ...readStatus(from.status),
      status_code: from.status_code,
      status_description: describeCode(from.status_code),
      format: from.format,
      parts: from.units,
      cost: null,
      currency: null,
      in_reply_to: from.in_response_to,
      media_url: from.media_url,
      account_id: from.account_id,
      created_at: from.timestamp,
      updated_at: from.last_status_update ?? from.delivered_timestamp ?? from.timestamp,
      ...from.metadata,
    }),
  ),
);

/** A message in the messages API, which has no times or parts. */
export const sentMessage = v.pipe(
  v.object({
    message_id: id,
    source_number: address,
    destination_number: address,
    content: textOrNull,
    status: textOrNull,
    format: textOrNull,
    metadata,
  }),
  v.transform(
    (from): Message => ({
      id: from.message_id,
      direction: 'outbound',
      originator: from.source_number,
      recipient: from.destination_number,
      body: from.content,
      ...readStatus(from.status),
      status_code: null,
      status_description: null,
      format: from.format,
      parts: null,
      cost: null,
      currency: null,
      in_reply_to: null,
      media_url: null,
      account_id: null,
      created_at: null,
      updated_at: null,
      ...from.metadata,
    }),
  ),
);
