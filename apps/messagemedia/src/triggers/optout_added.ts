import { outputFieldsOf } from '@messaging/fields/output';
import { hookOperation } from '@messaging/zapier/hook-trigger';
import { defineTrigger } from 'zapier-platform-core';
import { sampleMessages } from '../api/log.ts';
import { type OptoutEvent, optoutOf, readOptouts } from '../api/posted.ts';
import { OPTOUT_TEMPLATE } from '../api/template.ts';
import { type Step, step } from '../step.ts';
import { subscriptionTo } from '../subscription.ts';

const LABEL = 'New Opt-Out';

const outputFields = outputFieldsOf<OptoutEvent>()([
  { key: 'id', label: 'Opt-Out ID', type: 'string', required: true },
  { key: 'mobile', label: 'Mobile Number', type: 'string', required: true },
  { key: 'body', label: 'Message Body', type: 'string' },
  { key: 'received_at', label: 'Received At', type: 'datetime' },
  { key: 'message_id', label: 'Reply to Message ID', type: 'string' },
]);

const hook = hookOperation(step, {
  label: LABEL,
  subscription: subscriptionTo<Record<string, unknown>>({
    eventsFor: () => ['OPT_OUT_SMS'],
    template: OPTOUT_TEMPLATE,
  }),
  read: readOptouts,
  recent: async ({ api }) => {
    const messages = await sampleMessages(api, { direction: 'inbound', optOut: true }, () => true);
    return messages.flatMap(optoutOf);
  },
  handle: (_step: Step, _input: Record<string, unknown>) => ({
    isWanted: () => true,
    complete: async (optout: OptoutEvent) => optout,
  }),
});

const sample = {
  id: '7d6c5b4a-3928-4716-a5b4-c3d2e1f00918',
  mobile: '61491570156',
  body: 'STOP',
  received_at: '2026-03-02T09:41:00.000Z',
  message_id: '5f0a3a0e-3f0e-4a57-9d0b-2b3f5f6c7d81',
} satisfies OptoutEvent;

export default defineTrigger({
  key: 'optout_added',
  noun: 'Opt-Out',
  display: {
    label: LABEL,
    description: 'Triggers when someone opts out by texting a word such as STOP.',
  },
  operation: { ...hook, outputFields, sample },
});
