import { nestedFields } from '@messaging/fields/nested';
import { outcomes, readOutcomes } from '@messaging/fields/outcomes';
import { hookOperation } from '@messaging/zapier/hook-trigger';
import { readFlag, readLine } from '@messaging/zapier/input';
import { defineInputFields, defineTrigger, type InferInputData } from 'zapier-platform-core';
import type { InstantTrigger } from '../api/hooks.ts';
import type { Message } from '../api/message.ts';
import { createLookUp, sampleMessages } from '../api/messages.ts';
import { type Receipt, readReceipts, receiptOf } from '../api/receipt.ts';
import { receiptSlotField } from '../fields/hook-fields.ts';
import { messageFields } from '../fields/message-output.ts';
import { receiptFields, receiptSample } from '../fields/receipt-output.ts';
import { type Step, step } from '../step.ts';
import { subscriptionTo } from '../subscription.ts';

const INSTEAD = 'Use the Updated Message Status trigger instead, which any number of Zaps can share.';
const TRIGGER: InstantTrigger = {
  event: 'receipt',
  label: 'New Delivery Receipt',
  secondZap: INSTEAD,
  vortex: INSTEAD,
};

const inputFields = defineInputFields([
  receiptSlotField(INSTEAD),
  outcomes,
  {
    key: 'reference',
    label: 'Reference',
    type: 'string',
    required: false,
    helpText: 'Only receipts of messages whose reference starts with this. Leave blank for all.',
  },
  {
    key: 'include_message',
    label: 'Include Message',
    type: 'boolean',
    required: false,
    helpText: 'Choose yes to also look up the message. A receipt has neither its recipient nor its text.',
  },
]);

type Input = InferInputData<typeof inputFields>;

type Event = Receipt & { message?: Message };

type Output = Receipt & { message: Message | null };

const isWantedBy = (input: Input): ((receipt: Receipt) => boolean) => {
  const isWantedOutcome = readOutcomes(input.outcomes);
  const start = readLine(input.reference) ?? '';
  return ({ outcome, reference }) => isWantedOutcome(outcome) && (reference ?? '').startsWith(start);
};

const hook = hookOperation(step, {
  label: TRIGGER.label,
  subscription: subscriptionTo(TRIGGER),
  read: readReceipts,
  recent: async ({ mobivate }, isWanted) => {
    const hasReceipt = (message: Message) => message.status !== null && isWanted(receiptOf(message));
    const messages = await sampleMessages(mobivate, 'outbound', hasReceipt);
    return messages.map((message) => ({ ...receiptOf(message), message }));
  },
  handle: ({ mobivate }: Step, input: Input) => {
    const lookUp = createLookUp(mobivate);
    const isAsked = readFlag('Include Message', input.include_message) === true;
    return {
      isWanted: isWantedBy(input),
      complete: async ({ message, ...receipt }: Event): Promise<Output> => ({
        ...receipt,
        message: isAsked
          ? (message ?? (await lookUp(receipt.message_id, receipt.received_at, receipt.reference)))
          : null,
      }),
    };
  },
});

const sample = { ...receiptSample, message: null } satisfies Output;

export default defineTrigger({
  key: 'delivery_receipt',
  noun: 'Receipt',
  display: {
    label: TRIGGER.label,
    description:
      'Triggers when a message you sent is delivered, fails, or changes status. Classic accounts only.',
  },
  operation: {
    ...hook,
    inputFields,
    outputFields: [...receiptFields, ...nestedFields('message', 'Looked-Up Message', messageFields)],
    sample,
  },
});
