import { defineInputField } from 'zapier-platform-core';

export const recipient = defineInputField({
  key: 'recipient',
  label: 'Recipient',
  type: 'string',
  required: true,
  helpText:
    'One phone number with country code, like `+447700900123`, or a national number if your connection has a Default Country. **Testing this step sends a real message.**',
});

export const reference = defineInputField({
  key: 'reference',
  label: 'Reference',
  type: 'string',
  required: false,
  helpText:
    'An ID of your choice, such as an order number. Delivery receipts include it. Leave blank to generate one that starts with `zap-`.',
});

export const originatorLabel = 'Originator';
