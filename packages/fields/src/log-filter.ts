import type { Direction } from '@messaging/gateway/records';
import { isSameAddress } from '@messaging/sms/address';
import { loadPhoneNumbers } from '@messaging/sms/phone';
import { readChoice, readLine } from '@messaging/zapier/input';
import { defineInputField } from 'zapier-platform-core';

/** Which messages of the log are wanted: the input fields, and the test they make. */

const DIRECTIONS = { any: 'Any', outbound: 'Outbound', inbound: 'Inbound' } as const;

export const direction = defineInputField({
  key: 'direction',
  label: 'Direction',
  type: 'string',
  required: false,
  default: 'any',
  choices: DIRECTIONS,
  helpText: 'Outbound messages are those you sent, inbound ones those you received. Leave blank for both.',
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
  helpText: 'Only messages that were sent with exactly this reference. Leave blank for any.',
});

/** A message of a log, as far as it is filtered. */
interface Filtered {
  readonly originator: string | null;
  readonly recipient: string | null;
  readonly reference: string | null;
}

/** What was mapped into the fields above. */
export interface LogInput {
  readonly originator?: unknown;
  readonly recipient?: unknown;
  readonly reference?: unknown;
}

/**
 * The direction that is wanted; `undefined` for both.
 * @throws InvalidInputError for a word that is none of the choices
 */
export const readDirection = (value: unknown): Direction | undefined => {
  const word = readChoice(direction.label, value, DIRECTIONS);
  return word === 'any' ? undefined : word;
};

type IsSame = (address: string | null) => boolean;

/** A number as people write it is the same as its MSISDN; names and short codes are compared as they are. */
const readAddress = async (value: unknown, defaultCountry: string | null): Promise<IsSame> => {
  const written = readLine(value);
  if (written === undefined) return () => true;
  const { msisdn } = (await loadPhoneNumbers()).read(written, defaultCountry);
  return (address) => isSameAddress(written, address) || (msisdn !== null && msisdn === address);
};

/** Whether a message is from, to and with what was asked for; whatever is left empty excludes nothing. */
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
