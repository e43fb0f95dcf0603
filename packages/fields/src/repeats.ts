import { InvalidInputError } from '@messaging/errors/invalid-input';
import type { Guard } from '@messaging/zapier/deduplicate';
import { readFlag, readLine, readWhole } from '@messaging/zapier/input';
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

/** Why a repeat of a sent message is skipped. */
export const ALREADY_SENT = 'An earlier run already sent this message, so it was not sent again.';

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

/** The input of the fields above, and of Reference. */
export interface RepeatInput {
  readonly once_per_reference?: unknown;
  readonly do_not_repeat_minutes?: unknown;
  readonly reference?: unknown;
}

/** A text message, as far as another one can look the same. */
interface TextMessage {
  readonly originator?: string | undefined;
  readonly recipient: string;
  readonly text: string;
}

/** What makes text messages look the same: their values, the time they are scheduled for, and `more`. */
export const looksOf = (
  { originator = '', recipient, text }: TextMessage,
  { schedule_at }: { readonly schedule_at?: unknown },
  more: readonly string[] = [],
): string[] => {
  const schedule = readLine(schedule_at) ?? '';
  return [originator, recipient, text, schedule && String(Date.parse(schedule)), ...more];
};

/**
 * Reads the guards that detect repeats of a message to a recipient. Messages with the same `looks` repeat
 * each other. Empty if repeats are allowed.
 * @throws InvalidInputError if Once per Reference has no reference, or the minutes are invalid
 */
export const readGuards = (
  { inputData: input, meta }: Pick<Bundle<RepeatInput & Record<string, unknown>>, 'inputData' | 'meta'>,
  recipient: string,
  looks: readonly string[],
): Guard[] => {
  const isOnce = readFlag(oncePerReference.label, input.once_per_reference) === true;
  const minutes = readWhole(doNotRepeat.label, input.do_not_repeat_minutes, { least: 1, most: MOST_MINUTES });
  const word = readLine(input.reference);
  if (isOnce && word === undefined) {
    throw new InvalidInputError(
      `${reference.label} is blank, but ${oncePerReference.label} needs it. Map a value that's unique to each message, such as an order number.`,
    );
  }
  // A test must not use up the reference of the live run.
  if (meta?.isLoadingSample) return [];
  const guards: Guard[] = [];
  if (isOnce && word !== undefined) {
    guards.push({ identity: [recipient, word], seconds: MOST_MINUTES * MINUTE_SECONDS });
  }
  if (minutes !== undefined) {
    guards.push({ identity: ['repeat', ...looks], seconds: minutes * MINUTE_SECONDS });
  }
  return guards;
};
