import { InvalidInputError, quoted } from '@messaging/errors/invalid-input';
import { originatorLabel } from '@messaging/fields/message';
import { body } from '@messaging/fields/text';
import { toOriginator } from '@messaging/sms/originator';
import { readSchedule } from '@messaging/sms/schedule';
import { readDict, readLine, readText } from '@messaging/zapier/input';
import { defineInputField } from 'zapier-platform-core';
import { type Metadata, REFERENCE } from '../api/message.ts';

/** Input fields of everything that sends, beside those that all gateways share. */

export const originator = defineInputField({
  key: 'originator',
  label: originatorLabel,
  type: 'string',
  required: false,
  dynamic: 'sender_list.id.name',
  helpText:
    "The sender that people see: a name or number that is registered on your account. Leave blank for your account's default number.",
});

export const expiresAt = defineInputField({
  key: 'expires_at',
  label: 'Expires At',
  type: 'datetime',
  required: false,
  helpText:
    'The time after which the message is no longer delivered, such as the end of an offer. Leave blank for none.',
});

export const deliveryReport = defineInputField({
  key: 'delivery_report',
  label: 'Delivery Report',
  type: 'boolean',
  required: false,
  default: 'true',
  helpText:
    'Choose yes to get delivery receipts for this message. Without them New Delivery Receipt does not run. MessageMedia may charge for them.',
});

export const metadata = defineInputField({
  key: 'metadata',
  label: 'Metadata',
  type: 'string',
  dict: true,
  required: false,
  helpText:
    'Up to 9 names and values of your own, such as `booking` and `7719`. Replies, delivery receipts and the log carry them back.',
});

/** Short codes have up to eight digits; a number of more is one with country code. */
export const readOriginator = (value: unknown): string | undefined => {
  const written = readText(value);
  return written === undefined ? undefined : toOriginator(originator.label, written);
};

/**
 * The time after which a message is not delivered.
 * @throws InvalidInputError for a time that is unreadable, past, or before the message is sent
 */
export const readExpiry = (value: unknown, scheduleAt: Date | undefined): Date | undefined => {
  const written = readLine(value);
  if (written === undefined) return undefined;
  const expiry = readSchedule(expiresAt.label, written, new Date());
  if (scheduleAt === undefined || expiry > scheduleAt) return expiry;
  throw new InvalidInputError(
    `${expiresAt.label} ${quoted(written)} is not after the time of sending (${scheduleAt.toISOString()}). Choose a later time.`,
  );
};

const MOST_PAIRS = 9;
const MOST_NAME = 100;
const MOST_VALUE = 256;

/** The longest reference, which travels as metadata. */
const checkLength = (label: string, text: string, most: number): void => {
  if (text.length <= most) return;
  throw new InvalidInputError(
    `${label} ${quoted(text)} has ${text.length} characters, and MessageMedia takes ${most}. Shorten it.`,
  );
};

/** @throws InvalidInputError for more pairs, or longer ones, than MessageMedia takes, and for the name of the reference */
export const readMetadata = (value: unknown): Metadata | undefined => {
  const pairs = readDict(metadata.label, value);
  const names = Object.keys(pairs ?? {});
  if (names.length > MOST_PAIRS) {
    throw new InvalidInputError(
      `${metadata.label} has ${names.length} pairs, and ${MOST_PAIRS} are allowed. Remove some.`,
    );
  }
  for (const [name, text] of Object.entries(pairs ?? {})) {
    if (name.toLowerCase() === REFERENCE) {
      throw new InvalidInputError(
        `${metadata.label} contains "${name}", which is where the Reference travels. Use the Reference field, or another name.`,
      );
    }
    checkLength(`The name in ${metadata.label}`, name, MOST_NAME);
    checkLength(`${metadata.label} ${quoted(name)}`, text, MOST_VALUE);
  }
  return pairs;
};

/** @throws InvalidInputError for a reference that is too long */
export const readReference = (label: string, value: unknown): string | undefined => {
  const text = readLine(value);
  if (text !== undefined) checkLength(label, text, MOST_VALUE);
  return text;
};

const MOST_CHARACTERS = 5000;

/** @throws InvalidInputError for a text that is longer than MessageMedia takes */
export const checkText = (text: string): string => {
  if (text.length <= MOST_CHARACTERS) return text;
  throw new InvalidInputError(
    `${body.label} has ${text.length} characters, and MessageMedia takes ${MOST_CHARACTERS}. Shorten it, or split it into several messages.`,
  );
};
