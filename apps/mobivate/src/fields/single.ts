import { defineInputField } from 'zapier-platform-core';

/** Input fields that only one message to one person has. */

export const onOptedOut = defineInputField({
  key: 'on_opted_out',
  label: 'On Opted Out',
  type: 'string',
  required: false,
  default: 'stop',
  choices: { stop: 'Stop the run here', continue: 'Go on, with the status "skipped"' },
  helpText: 'What happens when the recipient has opted out. Either way nothing is sent and the Zap stays on.',
});

export const oncePerReference = defineInputField({
  key: 'once_per_reference',
  label: 'Once per Reference',
  type: 'boolean',
  required: false,
  helpText:
    'Sends a Reference to a Recipient only once within seven days, also when this Zap is replayed; a repeat ends with the status `skipped`. Tests of this step do not count.',
});

/** Classic only. */
export const campaignId = defineInputField({
  key: 'campaign_id',
  label: 'Campaign',
  type: 'string',
  required: false,
  helpText:
    'The id of an existing campaign that this message belongs to. Not together with Schedule At, a sending window, or Exclude Opt-Outs set to no.',
});

/** Vortex only. */
export const waitForDelivery = defineInputField({
  key: 'wait_for_delivery',
  label: 'Wait for Delivery',
  type: 'boolean',
  required: false,
  helpText:
    'Holds the Zap here until Mobivate reports on the message, for 30 days at most: a few messages never get a report. The first report counts, also one that is not final. Tests of this step do not wait.',
});
