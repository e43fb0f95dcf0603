import { outputFieldsOf } from '@messaging/fields/output';
import { hookOperation } from '@messaging/zapier/hook-trigger';
import { readLine } from '@messaging/zapier/input';
import { defineInputFields, defineTrigger, type InferInputData } from 'zapier-platform-core';
import { type Click, readClicks, toCountryCode } from '../api/click.ts';
import type { InstantTrigger } from '../api/hooks.ts';
import { slotField } from '../fields/hook-fields.ts';
import { type Step, step } from '../step.ts';
import { subscriptionTo } from '../subscription.ts';

const TRIGGER: InstantTrigger = {
  event: 'click',
  label: 'New Link Click',
  secondZap:
    'Add your steps to that Zap, or use the Updated Message Status trigger, which follows messages but not clicks.',
  vortex: 'Vortex has no click trigger. Use the Updated Message Status trigger to follow messages instead.',
};

const inputFields = defineInputFields([
  slotField(TRIGGER.vortex),
  {
    key: 'country_code',
    label: 'Country Code',
    type: 'string',
    required: false,
    helpText: 'Only clicks from this country. Enter its two-letter code, such as `GB`. Leave blank for all.',
  },
  {
    key: 'url_contains',
    label: 'URL Contains',
    type: 'string',
    required: false,
    helpText: 'Only clicks on links whose original URL contains this. Leave blank for all.',
  },
]);

const outputFields = outputFieldsOf<Click>()([
  { key: 'id', label: 'Click ID', type: 'string', required: true },
  { key: 'message_id', label: 'Message ID', type: 'string' },
  { key: 'batch_id', label: 'Batch ID', type: 'string' },
  { key: 'recipient', label: 'Recipient', type: 'string' },
  { key: 'reference', label: 'Reference', type: 'string' },
  { key: 'url', label: 'URL', type: 'string' },
  { key: 'country', label: 'Country', type: 'string' },
  { key: 'country_code', label: 'Country Code', type: 'string' },
  { key: 'browser', label: 'Browser', type: 'string' },
  { key: 'os', label: 'Operating System', type: 'string' },
  { key: 'ip_address', label: 'IP Address', type: 'string' },
  { key: 'clicked_at', label: 'Clicked At', type: 'datetime', required: true },
]);

type Input = InferInputData<typeof inputFields>;

const sample = {
  id: '1b3e5d7f9a2c4e6081a3c5e7092b4d6f',
  message_id: '4F5A6B7C8D9E0F1A2B3C4D5E6F708192',
  batch_id: '708192A3B4C5D6E7F8091A2B3C4D5E6F',
  recipient: '447700900123',
  reference: 'order-1042',
  url: 'https://bakery.example/cakes/1042',
  country: 'United Kingdom',
  country_code: 'GB',
  browser: 'Safari',
  os: 'iOS',
  ip_address: '203.0.113.7',
  clicked_at: '2026-03-02T09:45:12.000Z',
} satisfies Click;

const isWantedBy = (input: Input): ((click: Click) => boolean) => {
  const country = readLine(input.country_code)?.toUpperCase() ?? '';
  const code = toCountryCode(country) ?? country;
  const part = readLine(input.url_contains)?.toLowerCase() ?? '';
  return ({ country_code, url }) =>
    (code === '' || country_code === code) && (url ?? '').toLowerCase().includes(part);
};

const hook = hookOperation(step, {
  label: TRIGGER.label,
  subscription: subscriptionTo(TRIGGER),
  read: readClicks,
  // Mobivate has no API that lists clicks.
  recent: async () => [sample],
  handle: (_step: Step, input: Input) => ({
    isWanted: isWantedBy(input),
    complete: async (click: Click) => click,
  }),
});

export default defineTrigger({
  key: 'link_click',
  noun: 'Click',
  display: {
    label: TRIGGER.label,
    description: 'Triggers when someone clicks a short link in one of your messages. Classic accounts only.',
  },
  operation: { ...hook, inputFields, outputFields, sample },
});
