import { keywords, ownNumber, readInboundFilter } from '@messaging/fields/inbound-filter';
import { nestedFields } from '@messaging/fields/nested';
import { outputFieldsOf } from '@messaging/fields/output';
import { hookOperation } from '@messaging/zapier/hook-trigger';
import { readFlag } from '@messaging/zapier/input';
import { defineInputFields, defineTrigger, type InferInputData } from 'zapier-platform-core';
import type { InstantTrigger } from '../api/hooks.ts';
import { type InboundMessage, inboundOf, readInbound } from '../api/inbound.ts';
import type { Message } from '../api/message.ts';
import { createLookUp, sampleMessages } from '../api/messages.ts';
import { slotField } from '../fields/hook-fields.ts';
import { messageFields } from '../fields/message-output.ts';
import { type Step, step } from '../step.ts';
import { subscriptionTo } from '../subscription.ts';

const INSTEAD =
  'Use the New Message in Log trigger with Direction set to Received instead, which any number of Zaps can share.';
const TRIGGER: InstantTrigger = {
  event: 'incoming',
  label: 'New Inbound Message',
  secondZap: INSTEAD,
  vortex: INSTEAD,
};

const inputFields = defineInputFields([
  slotField(INSTEAD),
  ownNumber,
  keywords,
  {
    key: 'include_original',
    label: 'Include Original',
    type: 'boolean',
    required: false,
    helpText: 'Choose yes to also look up the message that this one replies to.',
  },
]);

const fields = outputFieldsOf<InboundMessage>()([
  { key: 'id', label: 'Message ID', type: 'string', required: true },
  { key: 'originator', label: 'Originator', type: 'string' },
  { key: 'recipient', label: 'Recipient', type: 'string' },
  { key: 'body', label: 'Message Body', type: 'string' },
  { key: 'keyword', label: 'Keyword', type: 'string' },
  { key: 'is_stop', label: 'Asks to Stop', type: 'boolean', required: true },
  { key: 'is_start', label: 'Asks to Start', type: 'boolean', required: true },
  { key: 'received_at', label: 'Received At', type: 'datetime' },
  { key: 'in_reply_to', label: 'Reply to Message ID', type: 'string' },
  { key: 'batch_id', label: 'Batch ID', type: 'string' },
  { key: 'owner_user_id', label: 'Owner User ID', type: 'string' },
]);

type Input = InferInputData<typeof inputFields>;
type Output = InboundMessage & { original: Message | null };

const hook = hookOperation(step, {
  label: TRIGGER.label,
  subscription: subscriptionTo(TRIGGER),
  read: readInbound,
  recent: async ({ mobivate }, isWanted) => {
    const messages = await sampleMessages(mobivate, 'inbound', (message) => isWanted(inboundOf(message)));
    return messages.map(inboundOf);
  },
  handle: ({ mobivate }: Step, input: Input) => {
    const lookUp = createLookUp(mobivate);
    const isAsked = readFlag('Include Original', input.include_original) === true;
    return {
      isWanted: readInboundFilter<InboundMessage>(input),
      complete: async (message: InboundMessage): Promise<Output> => ({
        ...message,
        original: isAsked ? await lookUp(message.in_reply_to, message.received_at) : null,
      }),
    };
  },
});

const sample = {
  id: '5A6B7C8D9E0F1A2B3C4D5E6F70819203',
  originator: '447700900123',
  recipient: '447700900800',
  body: 'Yes please, at six.',
  keyword: 'YES',
  is_stop: false,
  is_start: false,
  received_at: '2026-03-02T09:41:00.000Z',
  in_reply_to: '4F5A6B7C8D9E0F1A2B3C4D5E6F708192',
  batch_id: '708192A3B4C5D6E7F8091A2B3C4D5E6F',
  owner_user_id: '92A3B4C5D6E7F8091A2B3C4D5E6F7081',
  original: null,
} satisfies Output;

export default defineTrigger({
  key: 'inbound_message',
  noun: 'Message',
  display: {
    label: TRIGGER.label,
    description: 'Triggers when someone texts one of your numbers. Classic accounts only.',
  },
  operation: {
    ...hook,
    inputFields,
    outputFields: [...fields, ...nestedFields('original', 'Original', messageFields)],
    sample,
  },
});
