import { defineInputField } from 'zapier-platform-core';

/** Input fields of everything that sends a message. */

export const recipient = defineInputField({
  key: 'recipient',
  label: 'Recipient',
  type: 'string',
  required: true,
  helpText:
    'A WhatsApp number with its country code, such as `+966500000001`, or a national one if the connection has a Default Country. Testing this step really sends the message.',
});

export const createContact = defineInputField({
  key: 'create_contact',
  label: 'Create Contact',
  type: 'boolean',
  required: false,
  helpText:
    'Choose yes to add the number to your contacts if it is new. Azeer refuses unknown numbers otherwise.',
});

export const reference = defineInputField({
  key: 'reference',
  label: 'Reference',
  type: 'string',
  required: false,
  helpText:
    'Your reference, such as an order number. It is used by Once per Reference only and stays in Zapier.',
});
