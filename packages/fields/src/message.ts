import { defineInputField } from 'zapier-platform-core';

/** Input fields of everything that sends a text message. */

export const recipient = defineInputField({
  key: 'recipient',
  label: 'Recipient',
  type: 'string',
  required: true,
  helpText:
    'One phone number with its country code, like `+447700900123`, or a national one if the connection has a Default Country. **Testing this step sends a real message.**',
});

export const reference = defineInputField({
  key: 'reference',
  label: 'Reference',
  type: 'string',
  required: false,
  helpText:
    'An ID of your choice, such as an order number, to find this message again. Delivery receipts include it. Leave blank to get one that begins with `zap-`.',
});

/** The label of the sender; its help text is the gateway's. */
export const originatorLabel = 'Originator';
