import countries from '@messaging/fields/countries.json' with { type: 'json' };
import type { Authentication } from 'zapier-platform-core';
import { fingerprint, REGIONS } from './api/connection.ts';
import { checkKey } from './api/webhooks.ts';
import { step } from './step.ts';

/** Asks MessageMedia whether it accepts the key; the answer tells connections apart without giving the key away. */
export const test = step(
  async ({ api, connection }) => {
    await checkKey(api);
    const { region, method, key } = connection;
    return { region, auth_method: method, key_fingerprint: fingerprint(key) };
  },
  { connecting: true },
);

export const authentication = {
  type: 'custom',
  test,
  connectionLabel: '{{auth_method}} · {{key_fingerprint}}',
  fields: [
    {
      key: 'api_key',
      label: 'API Key',
      type: 'password',
      required: true,
      helpText:
        'In the [MessageMedia hub](https://hub.messagemedia.com), an administrator of a verified account makes keys under Settings, API Settings, API.',
    },
    {
      key: 'api_secret',
      label: 'API Secret',
      type: 'password',
      required: true,
      helpText: 'The [hub](https://hub.messagemedia.com) shows the secret only once, when the key is made.',
    },
    {
      // The platform takes every key with "auth" in it for a secret, so this one cannot be marked as none.
      key: 'auth_method',
      label: 'Key Type',
      type: 'string',
      required: false,
      default: 'basic',
      choices: { basic: 'Basic Authentication', hmac: 'HMAC Authentication' },
      helpText: 'The list in the hub that the key is on. A key works for one of the two only.',
    },
    {
      key: 'hmac_algorithm',
      label: 'HMAC Algorithm',
      type: 'string',
      required: false,
      isNoSecret: true,
      default: 'sha256',
      choices: { sha256: 'SHA-256', sha1: 'SHA-1' },
      helpText: 'For HMAC keys only. Change it only if MessageMedia support asks you to.',
    },
    {
      key: 'region',
      label: 'Region',
      type: 'string',
      required: false,
      isNoSecret: true,
      default: 'api.messagemedia.com',
      choices: REGIONS,
      helpText: 'Where your account is. The key is sent to that host only.',
    },
    {
      key: 'account',
      label: 'Sub-Account ID',
      type: 'string',
      required: false,
      isNoSecret: true,
      helpText: 'Fill this in to work on a sub-account with the key of its parent account.',
    },
    {
      key: 'default_country',
      label: 'Default Country',
      type: 'string',
      required: false,
      isNoSecret: true,
      choices: countries,
      helpText:
        'The country of phone numbers that are written without a country code, such as `0491 570 156`.',
    },
  ],
} satisfies Authentication;
