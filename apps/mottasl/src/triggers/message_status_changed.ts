import { type OutputOf, outputFieldsOf } from '@messaging/fields/output';
import { hookOperation } from '@messaging/zapier/hook-trigger';
import { readChoice, readList } from '@messaging/zapier/input';
import {
  defineInputField,
  defineInputFields,
  defineTrigger,
  type InferInputData,
} from 'zapier-platform-core';
import { readStatusEvents, type StatusEvent } from '../api/events.ts';
import { rawField } from '../fields/raw.ts';
import { type Step, step } from '../step.ts';
import { subscriptionTo } from '../subscription.ts';

const LABEL = 'Updated Message Status';

/** Azeer never reports an unknown outcome. */
const OUTCOMES = { delivered: 'Delivered', failed: 'Failed', pending: 'Pending' } as const;

const outcomes = defineInputField({
  key: 'outcomes',
  label: 'Outcomes',
  type: 'string',
  required: false,
  list: true,
  choices: OUTCOMES,
  helpText: 'Delivered or read, failed, or still on its way (pending). Leave blank for all.',
});

const inputFields = defineInputFields([outcomes]);

const outputFields = outputFieldsOf<StatusEvent>()([
  { key: 'id', label: 'Event ID', type: 'string', required: true },
  { key: 'message_id', label: 'Message ID', type: 'string' },
  { key: 'recipient', label: 'Recipient', type: 'string' },
  { key: 'status', label: 'Status', type: 'string' },
  { key: 'outcome', label: 'Outcome', type: 'string', required: true },
  { key: 'is_final', label: 'Is Final', type: 'boolean', required: true },
  { key: 'received_at', label: 'Received At', type: 'datetime' },
  rawField,
]);

type Input = InferInputData<typeof inputFields>;

const isWantedBy = (input: Input): ((event: StatusEvent) => boolean) => {
  const wanted = new Set<string | undefined>(
    readList(input.outcomes).map((word) => readChoice(outcomes.label, word, OUTCOMES)),
  );
  return ({ outcome }) => wanted.size === 0 || wanted.has(outcome);
};

const hook = hookOperation(step, {
  label: LABEL,
  subscription: subscriptionTo((input: Input) => {
    isWantedBy(input);
    return 'message_status_changed';
  }),
  read: async (body) => readStatusEvents(body),
  recent: async () => [],
  handle: (_step: Step, input: Input) => ({
    isWanted: isWantedBy(input),
    complete: async (event: StatusEvent) => event,
  }),
});

const sample = {
  id: 'wamid.HBgMOTY2NTAwMDAwMDAxFQIAEhgUM0E5:DELIVERED',
  message_id: 'wamid.HBgMOTY2NTAwMDAwMDAxFQIAEhgUM0E5',
  recipient: '447700900123',
  status: 'DELIVERED',
  outcome: 'delivered',
  is_final: true,
  received_at: '2026-03-04T08:15:04.000Z',
  raw: null,
} satisfies OutputOf<typeof outputFields>;

export default defineTrigger({
  key: 'message_status_changed',
  noun: 'Message',
  display: {
    label: LABEL,
    description:
      "Triggers when the status of a message you sent changes, such as when it's delivered or read.",
  },
  operation: { ...hook, inputFields, outputFields, sample },
});
