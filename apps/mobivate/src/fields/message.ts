import { withShortLinks } from '@messaging/sms/links';
import { GSM_NAMES, STRICT_NAMES, toOriginator } from '@messaging/sms/originator';
import { readText } from '@messaging/zapier/input';
import { defineInputField } from 'zapier-platform-core';
import type { Platform } from '../api/connection.ts';

export const originator = defineInputField({
  key: 'originator',
  label: 'Originator',
  type: 'string',
  required: true,
  dynamic: 'sender_list.id.name',
  helpText:
    'The sender that people see: a name of up to 11 letters, digits, and spaces, a number of up to 15 digits, or a short code. Some countries allow registered names only.',
});

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

export const shortenUrls = defineInputField({
  key: 'shorten_urls',
  label: 'Shorten URLs',
  type: 'boolean',
  required: false,
  helpText:
    'Choose yes to replace links with short ones (22 characters) that count clicks. Mobivate charges extra for this. Leave blank for no.',
});

export const excludeOptouts = defineInputField({
  key: 'exclude_optouts',
  label: 'Exclude Opt-Outs',
  type: 'boolean',
  required: false,
  helpText:
    'Choose yes to skip people who opted out. Choose no only if you may legally text them anyway. Leave blank to use your account setting.',
});

export const routeId = defineInputField({
  key: 'route_id',
  label: 'Route',
  type: 'string',
  required: false,
  default: 'mglobal',
  helpText: "The route Mobivate gave you, if it isn't `mglobal`.",
});

/** Reads the originator. Classic documents which names are valid, Vortex does not. */
export const readOriginator = (value: unknown, platform: Platform): string =>
  toOriginator(originator.label, readText(value) ?? '', platform === 'Classic' ? STRICT_NAMES : GSM_NAMES);

const LINK_CHARACTERS = 22;

/** Returns the text to count parts of, with links as long as they will be after shortening. */
export const countedText =
  (shortens: boolean | undefined) =>
  (text: string): string =>
    shortens ? withShortLinks(text, LINK_CHARACTERS) : text;
