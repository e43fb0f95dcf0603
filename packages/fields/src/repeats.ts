import { InvalidInputError } from '@messaging/errors/invalid-input';
import { readFlag, readLine, readWhole } from '@messaging/zapier/input';
import type { Guard } from '@messaging/zapier/once';
import { type Bundle, defineInputField } from 'zapier-platform-core';
import { reference } from './message.ts';

/** Which messages are not sent again: the input fields, and what they make. */

export const oncePerReference = defineInputField({
  key: 'once_per_reference',
  label: 'Once per Reference',
  type: 'boolean',
  required: false,
  helpText:
    "Choose yes to message each recipient only once per Reference in 7 days, even if the Zap is replayed. Repeats return the status `skipped` with the first message's ID. Needs a Reference. Tests don't count.",
});

const MINUTE_SECONDS = 60;
const MOST_MINUTES = 10_080;

export const doNotRepeat = defineInputField({
  key: 'do_not_repeat_minutes',
  label: 'Do Not Repeat Within (Minutes)',
  type: 'integer',
  required: false,
  helpText:
    "Minutes, from 1 to 10080 (7 days), in which the same text from the same originator to the same recipient isn't sent again. Repeats return the status `skipped`. Leave blank to send every time. Tests don't count.",
});

/** What was mapped into the fields above, and what they depend on. */
export interface RepeatInput {
  readonly once_per_reference?: unknown;
  readonly do_not_repeat_minutes?: unknown;
  readonly reference?: unknown;
  readonly schedule_at?: unknown;
}

/** A message, as far as it can be the same as another one. */
interface Repeatable {
  readonly originator?: string | undefined;
  readonly recipient: string;
  readonly text: string;
  readonly reference: string;
}

/**
 * What makes a message a repeat of an earlier one; nothing where it may be sent as often as it comes. `more` is whatever
 * else of it people see, such as pictures.
 * @throws InvalidInputError where it is to be sent once per reference and has none, and for a number that is none
 */
export const readGuards = (
  { inputData: input, meta }: Pick<Bundle<RepeatInput & Record<string, unknown>>, 'inputData' | 'meta'>,
  message: Repeatable,
  more: readonly string[] = [],
): Guard[] => {
  const isOnce = readFlag(oncePerReference.label, input.once_per_reference) === true;
  const minutes = readWhole(doNotRepeat.label, input.do_not_repeat_minutes, { least: 1, most: MOST_MINUTES });
  if (isOnce && readLine(input.reference) === undefined) {
    throw new InvalidInputError(
      `${reference.label} is blank, but ${oncePerReference.label} needs it. Map a value that is unique to each message, such as an order number.`,
    );
  }
  // A test that used the reference up would hold back the live run.
  if (meta?.isLoadingSample) return [];
  const { originator = '', recipient, text } = message;
  const schedule = readLine(input.schedule_at) ?? '';
  const guards: Guard[] = [];
  if (isOnce)
    guards.push({ identity: [recipient, message.reference], seconds: MOST_MINUTES * MINUTE_SECONDS });
  if (minutes !== undefined) {
    const identity = [
      'repeat',
      originator,
      recipient,
      text,
      schedule && String(Date.parse(schedule)),
      ...more,
    ];
    guards.push({ identity, seconds: minutes * MINUTE_SECONDS });
  }
  return guards;
};
