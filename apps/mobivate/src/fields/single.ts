import { readChoice, readWhole } from '@messaging/zapier/input';
import { defineInputField } from 'zapier-platform-core';

/** Input fields of a single send. */

const OPTED_OUT_CHOICES = { stop: 'Stop this run', continue: 'Continue with status "skipped"' } as const;

export const onOptedOut = defineInputField({
  key: 'on_opted_out',
  label: 'If Recipient Opted Out',
  type: 'string',
  required: false,
  choices: OPTED_OUT_CHOICES,
  helpText:
    "The message isn't sent in either case, and your Zap stays on. On Vortex, choosing one also checks the opt-out list first, because Vortex may accept such a message and drop it. Leave blank to stop the run if Mobivate refuses the message.",
});

/** Reads what to do if the recipient opted out, or `undefined` if nothing was chosen. */
export const readOnOptedOut = (value: unknown): 'stop' | 'continue' | undefined =>
  readChoice(onOptedOut.label, value, OPTED_OUT_CHOICES);

export const oncePerReference = defineInputField({
  key: 'once_per_reference',
  label: 'Once per Reference',
  type: 'boolean',
  required: false,
  helpText:
    "Choose yes to message each recipient only once per Reference in 7 days, even if the Zap is replayed. Repeats return the status `skipped` and the first message's ID. Needs a Reference. Tests don't count.",
});

const MOST_MINUTES = 10_080;

export const doNotRepeat = defineInputField({
  key: 'do_not_repeat_minutes',
  label: 'Do Not Repeat Within (Minutes)',
  type: 'integer',
  required: false,
  helpText:
    "For this many minutes, up to 10080 (7 days), don't send the same text from the same originator to the same recipient again. Repeats return the status `skipped`. Leave blank to send every time. Tests don't count.",
});

/**
 * Reads the minutes in which a message must not be repeated.
 * @throws InvalidInputError if it is not a whole number from 1 to 10080
 */
export const readDoNotRepeat = (value: unknown): number | undefined =>
  readWhole(doNotRepeat.label, value, { least: 1, most: MOST_MINUTES });

export const campaignId = defineInputField({
  key: 'campaign_id',
  label: 'Campaign',
  type: 'string',
  required: false,
  helpText:
    "The ID of the campaign that this message belongs to. It can't be combined with Schedule At, sending hours, or Exclude Opt-Outs set to no.",
});

export const waitForDelivery = defineInputField({
  key: 'wait_for_delivery',
  label: 'Wait for Delivery',
  type: 'boolean',
  required: false,
  helpText:
    'Choose yes to pause the Zap until Mobivate first reports on the message, for up to 30 days. The first report may still say "pending", and 6 to 12 in 100 messages never get one. Recipients who opted out are not messaged. Tests don\'t wait.',
});
