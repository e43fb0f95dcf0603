import { type OutputOf, outputFieldsOf } from '@messaging/fields/output';
import { hookOperation } from '@messaging/zapier/hook-trigger';
import { defineTrigger } from 'zapier-platform-core';
import { type ContactEvent, readContactEvents } from '../api/events.ts';
import { rawField } from '../fields/raw.ts';
import { step } from '../step.ts';
import { subscriptionTo } from '../subscription.ts';

const LABEL = 'New Contact';

const outputFields = outputFieldsOf<ContactEvent>()([
  { key: 'id', label: 'Event ID', type: 'string', required: true },
  { key: 'contact_id', label: 'Contact ID', type: 'string' },
  { key: 'name', label: 'Name', type: 'string' },
  { key: 'mobile', label: 'Mobile Number', type: 'string' },
  { key: 'created_at', label: 'Created At', type: 'datetime' },
  rawField,
]);

const hook = hookOperation(step, {
  label: LABEL,
  subscription: subscriptionTo(() => 'new_contact'),
  read: async (body) => readContactEvents(body),
  recent: async () => [],
  handle: () => ({ isWanted: () => true, complete: async (event: ContactEvent) => event }),
});

const sample = {
  id: '2207',
  contact_id: '2207',
  name: 'Lina Haddad',
  mobile: '447700900123',
  created_at: '2026-03-04T08:15:00.000Z',
  raw: null,
} satisfies OutputOf<typeof outputFields>;

export default defineTrigger({
  key: 'contact_added',
  noun: 'Contact',
  display: { label: LABEL, description: 'Triggers when a contact is added to your account.' },
  operation: { ...hook, outputFields, sample },
});
