import countries from '@messaging/fields/countries.json' with { type: 'json' };
import type { Authentication } from 'zapier-platform-core';
import { fingerprint } from './api/connection.ts';
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
        'On Vortex, make one in the [Mobivate hub](https://hub.mobivate.com) under User Profile → API Keys: tick the permissions for what your Zaps do, and choose "Anywhere" as allowed IPs, because Zapier has no fixed address. On Classic, copy it from your User Profile.',
    },
    {
      key: 'domain',
      label: 'API Host',
      type: 'string',
      required: false,
      isNoSecret: true,
      placeholder: 'vortex.mobivatebulksms.com',
      helpText:
        'Only when Mobivate gave you a host of your own, like `sms.mobivatebulksms.com`. Leave it empty otherwise.',
    },
    {
      key: 'default_country',
      label: 'Default Country',
      type: 'string',
      required: false,
      isNoSecret: true,
      choices: countries,
      helpText: 'The country of phone numbers that are written without a country code, like `07700 900123`.',
    },
    {
      key: 'username',
      label: 'Hub Username',
      type: 'string',
      required: false,
      helpText:
        'Only for contact lists on Classic, which have no other way in. This is your [Mobivate hub](https://hub.mobivate.com) login.',
    },
    {
      key: 'password',
      label: 'Hub Password',
      type: 'password',
      required: false,
      helpText:
        'Only for contact lists on Classic, together with the username of your [Mobivate hub](https://hub.mobivate.com) login.',
    },
  ],
} satisfies Authentication;
