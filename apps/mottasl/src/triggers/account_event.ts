import { InvalidInputError } from '@messaging/errors/invalid-input';
import { type OutputOf, outputFieldsOf } from '@messaging/fields/output';
import { hookOperation } from '@messaging/zapier/hook-trigger';
import { readChoice } from '@messaging/zapier/input';
import {
  defineInputField,
  defineInputFields,
  defineTrigger,
  type InferInputData,
} from 'zapier-platform-core';
import { type AccountEvent, readAccountEvents } from '../api/events.ts';
import { rawField } from '../fields/raw.ts';
import { type Step, step } from '../step.ts';
import { subscriptionTo } from '../subscription.ts';

const LABEL = 'New Account Event';

const EVENTS = {
  outgoing_msg: 'Message Sent',
  chat_mentioned: 'Agent Mentioned in a Chat',
  template_approved: 'Template Approved',
  broadcast_complete: 'Broadcast Completed',
  billing_alert: 'Billing Alert',
  for_rules: 'Rule Matched',
} as const;

const eventField = defineInputField({
  key: 'event',
  label: 'Event',
  type: 'string',
  required: true,
  choices: EVENTS,
  helpText: 'The data depends on the event. Its fields are under Raw Data.',
});

const inputFields = defineInputFields([eventField]);

const outputFields = outputFieldsOf<AccountEvent>()([
  { key: 'id', label: 'Event ID', type: 'string', required: true },
  { key: 'event', label: 'Event', type: 'string' },
  { key: 'occurred_at', label: 'Occurred At', type: 'datetime' },
  rawField,
]);

type Input = InferInputData<typeof inputFields>;

const readEvent = ({ event }: Input): keyof typeof EVENTS => {
  const chosen = readChoice(eventField.label, event, EVENTS);
  if (chosen !== undefined) return chosen;
  throw new InvalidInputError(`${eventField.label} is blank. Choose the event that starts this Zap.`);
};

const hook = hookOperation(step, {
  label: LABEL,
  subscription: subscriptionTo(readEvent),
  read: async (body) => readAccountEvents(body),
  recent: async () => [],
  handle: (_step: Step, input: Input) => {
    const wanted = readChoice(eventField.label, input.event, EVENTS) ?? null;
    return {
      isWanted: ({ event }: AccountEvent) => event === null || wanted === null || event === wanted,
      complete: async (posted: AccountEvent) => ({ ...posted, event: posted.event ?? wanted }),
    };
  },
});

const sample = {
  id: '7f83b1657ff1fc53b92dc18148a1d65d',
  event: 'template_approved',
  occurred_at: '2026-03-04T08:15:00.000Z',
  raw: null,
} satisfies OutputOf<typeof outputFields>;

export default defineTrigger({
  key: 'account_event',
  noun: 'Event',
  display: {
    label: LABEL,
    description: 'Triggers when another event occurs, such as an approved template.',
  },
  operation: { ...hook, inputFields, outputFields, sample },
});
