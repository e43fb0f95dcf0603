import { InvalidInputError, quoted } from '@messaging/errors/invalid-input';
import { originatorLabel } from '@messaging/fields/message';
import { body } from '@messaging/fields/text';
import { readSendTime, type TimingInput } from '@messaging/fields/timing';
import { toOriginator } from '@messaging/sms/originator';
import { readSchedule } from '@messaging/sms/schedule';
import { readDict, readLine, readText } from '@messaging/zapier/input';
import { type Bundle, defineInputField } from 'zapier-platform-core';
import { type Metadata, REFERENCE } from '../api/message.ts';
import type { Shared } from '../api/send.ts';

/** Input fields of all sends that other gateways do not share. */

export const originator = defineInputField({
  key: 'originator',
  label: originatorLabel,
  type: 'string',
  required: false,
  dynamic: 'sender_list.id.name',
  helpText:
    "The sender that people see: a name or number registered in your account. Leave blank to use your account's default number.",
});

export const expiresAt = defineInputField({
  key: 'expires_at',
  label: 'Expires At',
  type: 'datetime',
  required: false,
  helpText:
    'When to stop trying to deliver the message, such as the end of an offer. Leave blank to set no limit.',
});

export const deliveryReport = defineInputField({
  key: 'delivery_report',
  label: 'Delivery Report',
  type: 'boolean',
  required: false,
  default: 'true',
  helpText:
    'Choose yes to get delivery receipts for this message, which New Delivery Receipt needs. MessageMedia may charge for them.',
});

export const metadata = defineInputField({
  key: 'metadata',
  label: 'Metadata',
  type: 'string',
  dict: true,
  required: false,
  helpText:
    'Up to 9 names and values of your choice, such as `booking` and `7719`. Replies, delivery receipts, and the message log include them.',
});

/** Reads the sender, or `undefined` for the account's default. */
export const readOriginator = (value: unknown): string | undefined => {
  const written = readText(value);
  return written === undefined ? undefined : toOriginator(originator.label, written);
};

interface SharedInput extends TimingInput {
  readonly originator?: unknown;
  readonly expires_at?: unknown;
}

/**
 * Reads the expiry.
 * @throws InvalidInputError if it is unreadable, past, or before the sending time
 */
const readExpiry = (value: unknown, scheduleAt: Date | undefined): Date | undefined => {
  const written = readLine(value);
  if (written === undefined) return undefined;
  const expiry = readSchedule(expiresAt.label, written, new Date());
  if (scheduleAt === undefined || expiry > scheduleAt) return expiry;
  throw new InvalidInputError(
    `${expiresAt.label} ${quoted(written)} is not after the sending time (${scheduleAt.toISOString()}). Choose a later time.`,
  );
};

/**
 * Reads what all messages of a send share.
 * @throws InvalidInputError for an unusable sender, time, or window
 */
export const readShared = (
  input: SharedInput,
  meta: Bundle['meta'] | undefined,
): Omit<Shared, 'deliveryReport'> => {
  const sendTime = readSendTime(input, meta);
  return {
    originator: readOriginator(input.originator),
    scheduleAt: sendTime,
    expiresAt: readExpiry(input.expires_at, sendTime),
  };
};

const MOST_PAIRS = 9;
const MOST_NAME = 100;
const MOST_VALUE = 256;

const checkLength = (label: string, text: string, most: number): void => {
  if (text.length <= most) return;
  throw new InvalidInputError(
    `${label} ${quoted(text)} has ${text.length} characters, but MessageMedia allows ${most}. Shorten it.`,
  );
};

/** @throws InvalidInputError if there are too many pairs, a pair is too long, or a name is reserved */
export const readMetadata = (value: unknown): Metadata | undefined => {
  const pairs = readDict(metadata.label, value);
  const names = Object.keys(pairs ?? {});
  if (names.length > MOST_PAIRS) {
    throw new InvalidInputError(
      `${metadata.label} has ${names.length} pairs, but only ${MOST_PAIRS} are allowed. Remove some.`,
    );
  }
  for (const [name, text] of Object.entries(pairs ?? {})) {
    if (name.toLowerCase() === REFERENCE) {
      throw new InvalidInputError(
        `${metadata.label} contains "${name}", which is reserved for the Reference field. Use that field, or choose another name.`,
      );
    }
    checkLength(`The name in ${metadata.label}`, name, MOST_NAME);
    checkLength(`${metadata.label} ${quoted(name)}`, text, MOST_VALUE);
  }
  return pairs;
};

/** @throws InvalidInputError if the reference is too long */
export const readReference = (label: string, value: unknown): string | undefined => {
  const text = readLine(value);
  if (text !== undefined) checkLength(label, text, MOST_VALUE);
  return text;
};

const MOST_CHARACTERS = 5000;

/** @throws InvalidInputError if the text is too long */
export const checkText = (text: string): string => {
  if (text.length <= MOST_CHARACTERS) return text;
  throw new InvalidInputError(
    `${body.label} has ${text.length} characters, but MessageMedia allows ${MOST_CHARACTERS}. Shorten it, or split it into several messages.`,
  );
};
