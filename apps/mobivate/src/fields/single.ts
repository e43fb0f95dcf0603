import { onOptedOut as onOptedOutField } from '@messaging/fields/opted-out';
import { defineInputField } from 'zapier-platform-core';

/** Input fields of a single send. */

export const onOptedOut = defineInputField({
  ...onOptedOutField,
  helpText:
    "The message isn't sent in either case, and your Zap stays on. On Vortex, choosing one also checks the opt-out list first, because Vortex may accept such a message and drop it. Leave blank to stop the run if Mobivate refuses the message.",
});

/** Classic only. */
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
