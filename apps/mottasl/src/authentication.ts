import countries from '@messaging/fields/countries.json' with { type: 'json' };
import type { Authentication } from 'zapier-platform-core';
import { fingerprint } from './api/connection.ts';
import { step } from './step.ts';

/** Asks Azeer whether it accepts the key; the answer tells connections apart without giving the key away. */
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
        'In [Azeer](https://docs.azeer.com), open Settings → Webhooks & APIs → API and create a key with Read and write. It is several hundred characters long.',
    },
    {
      key: 'default_country',
      label: 'Default Country',
      type: 'string',
      required: false,
      isNoSecret: true,
      choices: countries,
      helpText: 'The country of phone numbers written without a country code, such as `050 123 4567`.',
    },
  ],
} satisfies Authentication;
