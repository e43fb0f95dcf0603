import { InvalidInputError } from '@messaging/errors/invalid-input';
import { onOptedOut as onOptedOutField } from '@messaging/fields/opted-out';
import { readChoice, readFlag } from '@messaging/zapier/input';
import { type Bundle, defineInputField } from 'zapier-platform-core';
import { deliveryReport } from './message.ts';

/** Input fields of sends to one person. */

export const onOptedOut = defineInputField({
  ...onOptedOutField,
  helpText:
    "The message isn't sent in either case, and your Zap stays on. Choosing one checks the opt-out list before sending. Leave blank to skip this check. MessageMedia then accepts the message and rejects it later.",
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
    "Pauses the Zap after sending, for up to 30 days. The first delivery receipt may still say `pending`. If you wait for a reply, you get no delivery receipts. People who opted out are not messaged. Leave blank to continue immediately. Tests don't wait.",
});

export type Wait = Exclude<keyof typeof WAITS, 'nothing'>;

interface WaitInput extends Record<string, unknown> {
  readonly wait_for?: unknown;
  readonly delivery_report?: unknown;
}

/** What the run waits for, and whether receipts are requested. */
export interface Reports {
  readonly wait: Wait | null;
  readonly deliveryReport: boolean;
}

/**
 * Reads what to wait for. Receipts and replies use the same URL, so a wait for a reply requests no receipts, which
 * would end it. A test does not wait.
 * @throws InvalidInputError if the step waits for a receipt that is not requested
 */
export const readReports = ({ inputData: input, meta }: Bundle<WaitInput>): Reports => {
  const chosen = readChoice(waitFor.label, input.wait_for, WAITS) ?? 'nothing';
  const wanted = readFlag(deliveryReport.label, input.delivery_report);
  if (chosen === 'delivery' && wanted === false) {
    throw new InvalidInputError(
      `${waitFor.label} is set to wait for a delivery receipt, but ${deliveryReport.label} is set to no. Set ${deliveryReport.label} to yes.`,
    );
  }
  const wait = chosen === 'nothing' || meta?.isLoadingSample ? null : chosen;
  return { wait, deliveryReport: chosen === 'reply' ? false : (wanted ?? true) };
};
