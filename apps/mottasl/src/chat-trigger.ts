import { type OutputOf, outputFieldsOf } from '@messaging/fields/output';
import { hookOperation } from '@messaging/zapier/hook-trigger';
import { type ChatEvent, readChatEvents } from './api/events.ts';
import { rawField } from './fields/raw.ts';
import { step } from './step.ts';
import { subscriptionTo } from './subscription.ts';

const outputFields = outputFieldsOf<ChatEvent>()([
  { key: 'id', label: 'Event ID', type: 'string', required: true },
  { key: 'contact_id', label: 'Contact ID', type: 'string' },
  { key: 'contact_name', label: 'Contact Name', type: 'string' },
  { key: 'agent', label: 'Agent', type: 'string' },
  { key: 'occurred_at', label: 'Occurred At', type: 'datetime' },
  rawField,
]);

const sample = {
  id: '7f83b1657ff1fc53b92dc18148a1d65d',
  contact_id: '2207',
  contact_name: 'Lina Haddad',
  agent: 'dana@example.org',
  occurred_at: '2026-03-04T08:15:00.000Z',
  raw: null,
} satisfies OutputOf<typeof outputFields>;

export const chatOperation = (label: string, event: 'chat_assigned' | 'chat_closed') => ({
  ...hookOperation(step, {
    label,
    subscription: subscriptionTo(() => event),
    read: async (body) => readChatEvents(body, event),
    recent: async () => [],
    handle: () => ({ isWanted: () => true, complete: async (posted: ChatEvent) => posted }),
  }),
  outputFields,
  sample,
});
