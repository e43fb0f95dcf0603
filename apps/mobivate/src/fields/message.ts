import { withShortLinks } from '@messaging/sms/links';
import { GSM_NAMES, STRICT_NAMES, toOriginator } from '@messaging/sms/originator';
import { readText } from '@messaging/zapier/input';
import { defineInputField } from 'zapier-platform-core';
import type { Platform } from '../api/connection.ts';

/** Input fields of everything that sends a text message. */

export const originator = defineInputField({
  key: 'originator',
  label: 'Originator',
  type: 'string',
  required: true,
  dynamic: 'sender_list.id.name',
  helpText:
    'The sender that people see. Use a name of up to 11 letters, digits, and spaces, a number of up to 15 digits, or a short code. Some countries allow registered names only.',
});

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

export const shortenUrls = defineInputField({
  key: 'shorten_urls',
  label: 'Shorten URLs',
  type: 'boolean',
  required: false,
  helpText:
    'Choose yes to replace links with short ones of 22 characters whose clicks are counted. Mobivate charges extra for it. Leave blank for no.',
});

export const excludeOptouts = defineInputField({
  key: 'exclude_optouts',
  label: 'Exclude Opt-Outs',
  type: 'boolean',
  required: false,
  helpText:
    'Choose yes to skip people who opted out. Choose no only if you may legally text them anyway. Leave blank to use the setting of your account.',
});

export const routeId = defineInputField({
  key: 'route_id',
  label: 'Route',
  type: 'string',
  required: false,
  default: 'mglobal',
  helpText: 'The route Mobivate gave you, if it is not `mglobal`.',
});

/** The originator on a platform: Classic documents a rule, Vortex none. */
export const readOriginator = (value: unknown, platform: Platform): string =>
  toOriginator(originator.label, readText(value) ?? '', platform === 'Classic' ? STRICT_NAMES : GSM_NAMES);

/** Mobivate's short links count as so many characters. */
const LINK_CHARACTERS = 22;

/** How the text of a message counts: where links are shortened, it is what will be sent, not what was typed. */
export const countedText =
  (shortens: boolean | undefined) =>
  (text: string): string =>
    shortens ? withShortLinks(text, LINK_CHARACTERS) : text;
