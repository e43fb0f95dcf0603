import { originatorLabel } from '@messaging/fields/message';
import { withShortLinks } from '@messaging/sms/links';
import { GSM_NAMES, STRICT_NAMES, toOriginator } from '@messaging/sms/originator';
import { readText } from '@messaging/zapier/input';
import { defineInputField } from 'zapier-platform-core';
import type { Platform } from '../api/connection.ts';

export const originator = defineInputField({
  key: 'originator',
  label: originatorLabel,
  type: 'string',
  required: true,
  dynamic: 'sender_list.id.name',
  helpText:
    'The sender that people see: a name of up to 11 letters, digits, and spaces, a number of up to 15 digits, or a short code. Some countries allow registered names only.',
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
