import { InvalidInputError } from '@messaging/errors/invalid-input';
import type { Direction } from '@messaging/gateway/records';
import { isSameAddress } from '@messaging/sms/address';
import { loadPhoneNumbers } from '@messaging/sms/phone';
import { readChoice, readLine, readList, readWhole } from '@messaging/zapier/input';
import { defineInputField } from 'zapier-platform-core';

const DIRECTIONS = { any: 'Sent and received', outbound: 'Sent', inbound: 'Received' } as const;

export const direction = defineInputField({
  key: 'direction',
  label: 'Direction',
  type: 'string',
  required: false,
  default: 'any',
  choices: DIRECTIONS,
  helpText: 'Whether to include messages you sent, messages you received, or both. Leave blank for both.',
});

export const sender = defineInputField({
  key: 'originator',
  label: 'Originator',
  type: 'string',
  required: false,
  dynamic: 'sender_list.id.name',
  helpText: 'Only messages from this sender name or number. Leave blank for any.',
});

export const receiver = defineInputField({
  key: 'recipient',
  label: 'Recipient',
  type: 'string',
  required: false,
  helpText: 'Only messages to this number or short code. Leave blank for any.',
});

export const exactReference = defineInputField({
  key: 'reference',
  label: 'Reference',
  type: 'string',
  required: false,
  helpText: 'Only messages sent with exactly this reference. Leave blank for any.',
});

const USUAL_LIMIT = 10;
const MOST = 100;

export const limit = defineInputField({
  key: 'limit',
  label: 'Limit',
  type: 'integer',
  required: false,
  default: String(USUAL_LIMIT),
  helpText: `The most messages to return, from 1 to ${MOST}. A Zap uses the first one only, so 1 is fastest. Leave blank for ${USUAL_LIMIT}.`,
});

/** @throws InvalidInputError if it is not a whole number from 1 to 100 */
export const readLimit = (value: unknown): number =>
  readWhole(limit.label, value, { least: 1, most: MOST }) ?? USUAL_LIMIT;

/** The fields of a message that are filtered on. */
export interface Filtered {
  readonly originator: string | null;
  readonly recipient: string | null;
  readonly reference: string | null;
}

export interface LogInput {
  readonly originator?: unknown;
  readonly recipient?: unknown;
  readonly reference?: unknown;
}

/**
 * Reads the direction, or `undefined` for both.
 * @throws InvalidInputError if it is not one of the choices
 */
export const readDirection = (value: unknown): Direction | undefined => {
  const word = readChoice(direction.label, value, DIRECTIONS);
  return word === 'any' ? undefined : word;
};

type IsSame = (address: string | null) => boolean;

/** Matches phone numbers in any format, and names and short codes as written. */
const readAddress = async (value: unknown, defaultCountry: string | null): Promise<IsSame> => {
  const written = readLine(value);
  if (written === undefined) return () => true;
  const { msisdn } = (await loadPhoneNumbers()).read(written, defaultCountry);
  return (address) => isSameAddress(written, address) || (msisdn !== null && msisdn === address);
};

/** Creates a filter from the input. Blank fields match every message. */
export const readLogFilter = async (
  input: LogInput,
  defaultCountry: string | null,
): Promise<(message: Filtered) => boolean> => {
  const isSender = await readAddress(input.originator, defaultCountry);
  const isReceiver = await readAddress(input.recipient, defaultCountry);
  const reference = readLine(input.reference);
  return (message) =>
    isSender(message.originator) &&
    isReceiver(message.recipient) &&
    (reference === undefined || message.reference === reference);
};

const FILTERS = ['id', 'reference', 'recipient', 'originator', 'from', 'to'] as const;

/** The input of a search for messages. */
type SearchInput = { readonly [K in (typeof FILTERS)[number] | 'direction' | 'outcomes']?: unknown };

/**
 * Without a filter, a search would return unrelated messages. `id` is the label of the field for the message.
 * @throws InvalidInputError if all fields are blank
 */
export const requireFilter = (input: SearchInput, id: string): void => {
  const isFiltered =
    FILTERS.some((key) => readLine(input[key]) !== undefined) ||
    readDirection(input.direction) !== undefined ||
    readList(input.outcomes).length > 0;
  if (isFiltered) return;
  throw new InvalidInputError(
    `All fields are blank, so any message would match. Fill in ${id}, ${exactReference.label}, ${receiver.label}, or another field.`,
  );
};
