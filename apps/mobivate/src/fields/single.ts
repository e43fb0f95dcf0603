import { readChoice, readWhole } from '@messaging/zapier/input';
import { defineInputField } from 'zapier-platform-core';

/** Input fields that only one message to one person has. */

const OPTED_OUT_CHOICES = { stop: 'Stop this run', continue: 'Continue with status "skipped"' } as const;

export const onOptedOut = defineInputField({
  key: 'on_opted_out',
  label: 'If Recipient Opted Out',
  type: 'string',
  required: false,
  choices: OPTED_OUT_CHOICES,
  helpText:
    "The message isn't sent in either case, and your Zap stays on. Leave blank to stop the run where Mobivate refuses the message. On Vortex, where Mobivate accepts such messages and drops them, choose one to check the opt-out list first.",
});

/** What to do about a recipient who has opted out; `undefined` where nothing was chosen. */
export const readOnOptedOut = (value: unknown): 'stop' | 'continue' | undefined =>
  readChoice(onOptedOut.label, value, OPTED_OUT_CHOICES);

export const oncePerReference = defineInputField({
  key: 'once_per_reference',
  label: 'Once per Reference',
  type: 'boolean',
  required: false,
  helpText:
    "Choose yes to message each recipient only once per Reference in 7 days, even if the Zap is replayed. Repeats return the status `skipped` with the first message's ID. Needs a Reference. Tests don't count.",
});

const MOST_MINUTES = 10_080;

export const doNotRepeat = defineInputField({
  key: 'do_not_repeat_minutes',
  label: 'Do Not Repeat Within (Minutes)',
  type: 'integer',
  required: false,
  helpText:
    "Minutes, from 1 to 10080 (7 days), in which the same text from the same originator to the same recipient isn't sent again. Repeats return the status `skipped`. Leave blank to send every time. Tests don't count.",
});

/**
 * The minutes in which a message is not to be repeated.
 * @throws InvalidInputError for anything but a whole number from 1 to 10080
 */
export const readDoNotRepeat = (value: unknown): number | undefined =>
  readWhole(doNotRepeat.label, value, { least: 1, most: MOST_MINUTES });

/** Classic only. */
export const campaignId = defineInputField({
  key: 'campaign_id',
  label: 'Campaign',
  type: 'string',
  required: false,
  helpText:
    "The ID of an existing campaign that this message belongs to. It can't be combined with Schedule At, a sending window, or Exclude Opt-Outs set to no.",
});

/** Vortex only. */
export const waitForDelivery = defineInputField({
  key: 'wait_for_delivery',
  label: 'Wait for Delivery',
  type: 'boolean',
  required: false,
  helpText:
    'Choose yes to pause the Zap until Mobivate first reports on the message, for up to 30 days: 6 to 12 in 100 messages never get a report. The first report may still say "pending". The opt-out list is checked first, because opted-out recipients never get one. Tests don\'t wait.',
});
