import countries from '@messaging/fields/countries.json' with { type: 'json' };
import { fingerprint } from '@messaging/gateway/hash';
import type { Authentication } from 'zapier-platform-core';
import { REGIONS } from './api/connection.ts';
import { checkKey } from './api/webhooks.ts';
import { step } from './step.ts';

/** Checks the key. The result identifies the connection without revealing the key. */
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
        'Create a key in the [MessageMedia hub](https://hub.messagemedia.com) under Settings → API Settings → API. You need to be an administrator of a verified account.',
    },
    {
      key: 'api_secret',
      label: 'API Secret',
      type: 'password',
      required: true,
      helpText:
        'The [hub](https://hub.messagemedia.com) shows the secret only once, when you create the key.',
    },
    {
      // The platform takes every key with "auth" in it for a secret, so this one cannot be marked as none.
      key: 'auth_method',
      label: 'Key Type',
      type: 'string',
      required: false,
      default: 'basic',
      choices: { basic: 'Basic Authentication', hmac: 'HMAC Authentication' },
      helpText: 'The type of key you created in the hub. Each key works with one type only.',
    },
    {
      key: 'hmac_algorithm',
      label: 'HMAC Algorithm',
      type: 'string',
      required: false,
      isNoSecret: true,
      default: 'sha256',
      choices: { sha256: 'SHA-256', sha1: 'SHA-1' },
      helpText: 'Only for HMAC keys. Change this only if MessageMedia support asks you to.',
    },
    {
      key: 'region',
      label: 'Region',
      type: 'string',
      required: false,
      isNoSecret: true,
      default: 'api.messagemedia.com',
      choices: REGIONS,
      helpText: 'Where your account is hosted. Your key is sent to this host only.',
    },
    {
      key: 'account',
      label: 'Sub-Account ID',
      type: 'string',
      required: false,
      isNoSecret: true,
      helpText: "Only to work in a sub-account with its parent account's key. Otherwise, leave blank.",
    },
    {
      key: 'default_country',
      label: 'Default Country',
      type: 'string',
      required: false,
      isNoSecret: true,
      choices: countries,
      helpText: 'The country of phone numbers without a country code, such as `0491 570 156`.',
    },
  ],
} satisfies Authentication;
