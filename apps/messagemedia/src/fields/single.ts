import { InvalidInputError } from '@messaging/errors/invalid-input';
import { onOptedOut as onOptedOutField } from '@messaging/fields/opted-out';
import { readChoice, readFlag } from '@messaging/zapier/input';
import { type Bundle, defineInputField } from 'zapier-platform-core';
import { deliveryReport } from './message.ts';

/** Input fields that only one message to one person has. */

export const onOptedOut = defineInputField({
  ...onOptedOutField,
  helpText:
    'Choose one to ask the opt-out list before sending. The message is not sent in either case, and your Zap stays on. Leave blank to send without asking; MessageMedia then rejects the message later.',
});

const WAITS = {
  nothing: 'Nothing',
  delivery: 'The first delivery receipt',
  reply: 'A reply',
} as const;

export const waitFor = defineInputField({
  key: 'wait_for',
  label: 'Wait For',
  type: 'string',
  required: false,
  choices: WAITS,
  helpText:
    "Pauses the Zap after sending, for up to 30 days. The first delivery receipt may still say pending. To wait for a reply, no delivery report is requested. The opt-out list is asked first. Leave blank to go on at once. Tests don't wait.",
});

/** What a run waits for after sending. */
export type Wait = Exclude<keyof typeof WAITS, 'nothing'>;

/** What was mapped into the fields above. */
interface WaitInput extends Record<string, unknown> {
  readonly wait_for?: unknown;
  readonly delivery_report?: unknown;
}

/** What was asked for: what the run waits for, and whether reports are requested. */
export interface Reports {
  readonly wait: Wait | null;
  readonly deliveryReport: boolean;
}

/**
 * Reports and replies of a message go to the same address, so a wait for a reply requests no reports: the first one would
 * end it. A test of the step does not wait.
 * @throws InvalidInputError for a wait for a report that is not requested
 */
export const readReports = ({ inputData: input, meta }: Bundle<WaitInput>): Reports => {
  const chosen = readChoice(waitFor.label, input.wait_for, WAITS) ?? 'nothing';
  const wanted = readFlag(deliveryReport.label, input.delivery_report);
  if (chosen === 'delivery' && wanted === false) {
    throw new InvalidInputError(
      `${waitFor.label} waits for a delivery receipt, but ${deliveryReport.label} is set to no. Set it to yes.`,
    );
  }
  const wait = chosen === 'nothing' || meta?.isLoadingSample ? null : chosen;
  return { wait, deliveryReport: chosen === 'reply' ? false : (wanted ?? true) };
};
