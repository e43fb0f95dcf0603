import { InvalidInputError } from '@messaging/errors/invalid-input';
import { readFlag, readLine, readWhole } from '@messaging/zapier/input';
import type { Guard } from '@messaging/zapier/once';
import { type Bundle, defineInputField } from 'zapier-platform-core';
import type { OutboundMessage } from '../api/messages.ts';
import { reference } from './sending.ts';

/** Input fields that prevent repeats, and their guards. */

export const oncePerReference = defineInputField({
  key: 'once_per_reference',
  label: 'Once per Reference',
  type: 'boolean',
  required: false,
  helpText:
    "Choose yes to message each recipient only once per Reference in 7 days, even if the Zap is replayed. Repeats return the status `skipped` and the first message's ID. Needs a Reference. Tests don't count.",
});

export const doNotRepeat = defineInputField({
  key: 'do_not_repeat_minutes',
  label: 'Do Not Repeat Within (Minutes)',
  type: 'integer',
  required: false,
  helpText:
    "For this many minutes, up to 10080 (7 days), don't send the same message to the same recipient again. Repeats return the status `skipped`. Leave blank to send every time. Tests don't count.",
});

const MINUTE_SECONDS = 60;
const MOST_MINUTES = 10_080;

export interface RepeatInput extends Record<string, unknown> {
  readonly once_per_reference?: unknown;
  readonly do_not_repeat_minutes?: unknown;
  readonly reference?: unknown;
}

/**
 * Reads the guards against repeats.
 * @throws InvalidInputError if Once per Reference has no reference, or the minutes are invalid
 */
export const readGuards = (
  { inputData: input, meta }: Bundle<RepeatInput>,
  { to, content }: OutboundMessage,
): Guard[] => {
  const word = readLine(input.reference);
  const isOnce = readFlag(oncePerReference.label, input.once_per_reference) === true;
  const minutes = readWhole(doNotRepeat.label, input.do_not_repeat_minutes, { least: 1, most: MOST_MINUTES });
  if (isOnce && word === undefined) {
    throw new InvalidInputError(
      `${reference.label} is blank, but ${oncePerReference.label} needs it. Map a value that's unique to each message, such as an order number.`,
    );
  }
  // A test that used the reference up would hold back the live run.
  if (meta?.isLoadingSample) return [];
  const guards: Guard[] = [];
  if (isOnce && word !== undefined) {
    guards.push({ identity: [to, word], seconds: MOST_MINUTES * MINUTE_SECONDS });
  }
  if (minutes !== undefined) {
    guards.push({ identity: ['repeat', to, JSON.stringify(content)], seconds: minutes * MINUTE_SECONDS });
  }
  return guards;
};
