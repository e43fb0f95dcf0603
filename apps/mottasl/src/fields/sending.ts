import { doNotRepeat as doNotRepeatField } from '@messaging/fields/repeats';
import { defineInputField } from 'zapier-platform-core';

export const recipient = defineInputField({
  key: 'recipient',
  label: 'Recipient',
  type: 'string',
  required: true,
  helpText:
    'One WhatsApp number with country code, like `+966500000001`, or a national number if your connection has a Default Country. **Testing this step sends a real message.**',
});

export const createContact = defineInputField({
  key: 'create_contact',
  label: 'Create Contact',
  type: 'boolean',
  required: false,
  helpText:
    "Choose yes to add the number to your contacts if it's new. Otherwise, Azeer rejects unknown numbers.",
});

export const reference = defineInputField({
  key: 'reference',
  label: 'Reference',
  type: 'string',
  required: false,
  helpText:
    "An ID of your choice, such as an order number. Only Once per Reference uses it. It isn't sent to Azeer.",
});

export const doNotRepeat = defineInputField({
  ...doNotRepeatField,
  helpText:
    "For this many minutes, up to 10080 (7 days), don't send the same message to the same recipient again. Repeats return the status `skipped`. Leave blank to send every time. Tests don't count.",
});
