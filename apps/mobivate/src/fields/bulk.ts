import { InvalidInputError, quoted } from '@messaging/errors/invalid-input';
import { readLine } from '@messaging/zapier/input';
import { defineInputField } from 'zapier-platform-core';

/** Input fields of everything that sends to many at once. */

export const recipients = defineInputField({
  key: 'recipients',
  label: 'Recipients',
  type: 'string',
  list: true,
  required: true,
  helpText:
    'Phone numbers with their country code, like `+447700900123`, or national ones if the connection has a Default Country. A pasted column works too. Testing this step really sends the messages.',
});

export const campaignName = defineInputField({
  key: 'name',
  label: 'Campaign Name',
  type: 'string',
  required: false,
  helpText: 'What this sending is called in the reports of Mobivate.',
});

export const spreadHours = defineInputField({
  key: 'spread_hours',
  label: 'Spread Hours',
  type: 'integer',
  required: false,
  helpText: 'Sends evenly over so many hours instead of all at once.',
});

/**
 * The hours to spread a sending over.
 * @throws InvalidInputError for anything but a whole number from 0 up
 */
export const readSpreadHours = (value: unknown): number | undefined => {
  const text = readLine(value);
  if (text === undefined) return undefined;
  if (/^\d{1,4}$/.test(text)) return Number(text);
  throw new InvalidInputError(
    `${spreadHours.label} ${quoted(text)} is not a whole number of hours from 0 up: correct it, or leave it empty to send all at once.`,
  );
};
