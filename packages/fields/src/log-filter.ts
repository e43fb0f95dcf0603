import type { Direction } from '@messaging/gateway/records';
import { isSameAddress } from '@messaging/sms/address';
import { loadPhoneNumbers } from '@messaging/sms/phone';
import { readChoice, readLine } from '@messaging/zapier/input';
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

interface Filtered {
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
