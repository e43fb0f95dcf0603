import countries from '@messaging/fields/countries.json' with { type: 'json' };
import { fingerprint } from '@messaging/gateway/hash';
import type { Authentication } from 'zapier-platform-core';
import { step } from './step.ts';

/** Checks the key with Mobivate. The result labels the connection without revealing the key. */
export const test = step(
  async ({ mobivate, connection }) => {
    await mobivate.checkKey();
    const { platform, domain, key } = connection;
    return { platform, domain, key_fingerprint: fingerprint(key) };
  },
  { connecting: true },
);

export const authentication = {
  type: 'custom',
  test,
  connectionLabel: '{{platform}} · {{key_fingerprint}}',
  fields: [
    {
      key: 'api_key',
      label: 'API Key',
      type: 'password',
      required: true,
      helpText:
        'On Vortex, create a key in the [Mobivate hub](https://hub.mobivate.com) under User Profile → API Keys. Select the permissions that your Zaps need, and set the allowed IPs to "Anywhere", because Zapier has no fixed IP address. On Classic, copy the key from your User Profile.',
    },
    {
      key: 'domain',
      label: 'API Host',
      type: 'string',
      required: false,
      isNoSecret: true,
      placeholder: 'vortex.mobivatebulksms.com',
      helpText:
        'Only if Mobivate gave you your own host, such as `sms.mobivatebulksms.com`. Otherwise, leave blank.',
    },
    {
      key: 'default_country',
      label: 'Default Country',
      type: 'string',
      required: false,
      isNoSecret: true,
      choices: countries,
      helpText: 'The country of phone numbers without a country code, such as `07700 900123`.',
    },
    {
      key: 'username',
      label: 'Hub Username',
      type: 'string',
      required: false,
      helpText:
        'Only for contact lists on Classic. The username of your [Mobivate hub](https://hub.mobivate.com) login.',
    },
    {
      key: 'password',
      label: 'Hub Password',
      type: 'password',
      required: false,
      helpText:
        'Only for contact lists on Classic. The password of your [Mobivate hub](https://hub.mobivate.com) login.',
    },
  ],
} satisfies Authentication;
