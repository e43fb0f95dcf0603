import { defineInputFields, defineTrigger, type InferInputData } from 'zapier-platform-core';
import { messageFields, nestedFields } from '../fields/message-output.ts';
import { outcomes, readOutcomes } from '../fields/outcomes.ts';
import { receiptFields, receiptSample } from '../fields/receipt-output.ts';
import { hookRegistrar } from '../mobivate/hooks.ts';
import { createLookUp } from '../mobivate/lookup.ts';
import type { Message } from '../mobivate/message.ts';
import { type Receipt, readReceipts, receiptOf } from '../mobivate/receipt.ts';
import { sampleMessages } from '../mobivate/samples.ts';
import { type Step, step } from '../step.ts';
import { hookOperation, takeOver } from '../zapier/hook-trigger.ts';
import { readFlag, readLine } from '../zapier/input.ts';

const LABEL = 'New Delivery Receipt';
const INSTEAD = '"Updated Message Status"';

const inputFields = defineInputFields([
  outcomes,
  {
    key: 'reference',
    label: 'Reference',
    type: 'string',
    required: false,
    helpText: 'Only receipts of messages whose reference starts with this.',
  },
  {
    key: 'include_message',
    label: 'Include Message',
    type: 'boolean',
    required: false,
    helpText: 'Looks the message up as well, because a receipt says neither who it was for nor what it said.',
  },
  takeOver,
]);

type Input = InferInputData<typeof inputFields>;

/** A receipt; one that was made out of the log has its message already. */
type Event = Receipt & { message?: Message };

type Output = Receipt & { message: Message | null };

const isWantedBy = (input: Input): ((receipt: Receipt) => boolean) => {
  const isWantedOutcome = readOutcomes(input.outcomes);
  const start = readLine(input.reference) ?? '';
  return ({ outcome, reference }) => isWantedOutcome(outcome) && (reference ?? '').startsWith(start);
};

const hook = hookOperation(step, {
  event: 'receipt',
  label: LABEL,
  instead: INSTEAD,
  registrar: ({ mobivate }) => hookRegistrar(mobivate, 'receipt', LABEL, INSTEAD),
  read: readReceipts,
  recent: async ({ mobivate }, isWanted) => {
    const hasReceipt = (message: Message) => message.status !== null && isWanted(receiptOf(message));
    const messages = await sampleMessages(mobivate, 'outbound', hasReceipt);
    return messages.map((message) => ({ ...receiptOf(message), message }));
  },
  handle: ({ mobivate }: Step, input: Input) => {
    const lookUp = createLookUp(mobivate);
    const isAsked = readFlag(input.include_message) === true;
    return {
      isWanted: isWantedBy(input),
      complete: async ({ message, ...receipt }: Event): Promise<Output> => ({
        ...receipt,
        message: isAsked ? (message ?? (await lookUp(receipt.message_id, receipt.received_at))) : null,
      }),
    };
  },
});

const sample = { ...receiptSample, message: null } satisfies Output;

export default defineTrigger({
  key: 'delivery_receipt',
  noun: 'Receipt',
  display: {
    label: LABEL,
    description: 'Triggers when the network reports what became of a text message that was sent.',
  },
  operation: {
    ...hook,
    inputFields,
    outputFields: [...receiptFields, ...nestedFields('message', 'Message', messageFields)],
    sample,
  },
});
