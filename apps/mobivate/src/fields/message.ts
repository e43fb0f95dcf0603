import { defineInputField } from 'zapier-platform-core';

/** Input fields of everything that sends a text message. */

export const originator = defineInputField({
  key: 'originator',
  label: 'Originator',
  type: 'string',
  required: true,
  dynamic: 'sender_list.id.name',
  helpText:
    'Who the message comes from: a name of up to 11 letters, digits and blanks, a number of up to 15 digits, or a short code. Some countries only pass registered names.',
});

export const recipient = defineInputField({
  key: 'recipient',
  label: 'Recipient',
  type: 'string',
  required: true,
  helpText:
    'A phone number with its country code, like `+447700900123`, or a national one if the connection has a Default Country. Testing this step really sends the message.',
});

export const reference = defineInputField({
  key: 'reference',
  label: 'Reference',
  type: 'string',
  required: false,
  helpText:
    'Your own word for this message, such as an order number: it comes back with the delivery receipt.',
});

export const shortenUrls = defineInputField({
  key: 'shorten_urls',
  label: 'Shorten URLs',
  type: 'boolean',
  required: false,
  helpText: 'Replaces links by short ones whose clicks are counted; Mobivate charges extra for it.',
});

export const excludeOptouts = defineInputField({
  key: 'exclude_optouts',
  label: 'Exclude Opt-Outs',
  type: 'boolean',
  required: false,
  helpText:
    'Whether Mobivate keeps messages from people who opted out. Leave it empty for the setting of your account.',
});

export const routeId = defineInputField({
  key: 'route_id',
  label: 'Route',
  type: 'string',
  required: false,
  default: 'mglobal',
  helpText: 'The route Mobivate gave you, if it is not `mglobal`.',
});
