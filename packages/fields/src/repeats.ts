import { InvalidInputError } from '@messaging/errors/invalid-input';
import { readFlag, readLine, readWhole } from '@messaging/zapier/input';
import type { Guard } from '@messaging/zapier/once';
import { type Bundle, defineInputField } from 'zapier-platform-core';
import { reference } from './message.ts';

/** Input fields that prevent repeats, and their guards. */

export const oncePerReference = defineInputField({
  key: 'once_per_reference',
  label: 'Once per Reference',
  type: 'boolean',
  required: false,
  helpText:
    "Choose yes to message each recipient only once per Reference in 7 days, even if the Zap is replayed. Repeats return the status `skipped` and the first message's ID. Needs a Reference. Tests don't count.",
});

const MINUTE_SECONDS = 60;
const MOST_MINUTES = 10_080;

export const doNotRepeat = defineInputField({
  key: 'do_not_repeat_minutes',
  label: 'Do Not Repeat Within (Minutes)',
  type: 'integer',
  required: false,
  helpText:
    "For this many minutes, up to 10080 (7 days), don't send the same text from the same originator to the same recipient again. Repeats return the status `skipped`. Leave blank to send every time. Tests don't count.",
});

export interface RepeatInput {
  readonly once_per_reference?: unknown;
  readonly do_not_repeat_minutes?: unknown;
  readonly reference?: unknown;
  readonly schedule_at?: unknown;
}

interface Repeatable {
  readonly originator?: string | undefined;
  readonly recipient: string;
  readonly text: string;
  readonly reference: string;
}

/**
 * Reads the guards against repeats, none if repeats are allowed. `more` identifies the message further, such as by
 * its images.
 * @throws InvalidInputError if Once per Reference has no reference, or the minutes are invalid
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
      `${reference.label} is blank, but ${oncePerReference.label} needs it. Map a value that's unique to each message, such as an order number.`,
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
