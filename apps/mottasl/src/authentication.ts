import countries from '@messaging/fields/countries.json' with { type: 'json' };
import { fingerprint } from '@messaging/gateway/hash';
import type { Authentication } from 'zapier-platform-core';
import { step } from './step.ts';

/** Checks the key. The result identifies the connection without revealing the key. */
export const test = step(
  async ({ mottasl, connection }) => {
    await mottasl.checkKey();
    return { key_fingerprint: fingerprint(connection.key), scope: connection.scope };
  },
  { connecting: true },
);

export const authentication = {
  type: 'custom',
  test,
  connectionLabel: 'Azeer · {{key_fingerprint}}',
  fields: [
    {
      key: 'api_key',
      label: 'API Key',
      type: 'password',
      required: true,
      helpText:
        "Create a key with Read and write in [Azeer](https://docs.azeer.com) under Settings → Webhooks & APIs → API. It's several hundred characters long.",
    },
    {
      key: 'default_country',
      label: 'Default Country',
      type: 'string',
      required: false,
      isNoSecret: true,
      choices: countries,
      helpText: 'The country of phone numbers without a country code, such as `050 123 4567`.',
    },
  ],
} satisfies Authentication;
