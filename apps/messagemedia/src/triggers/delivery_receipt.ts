import { InvalidInputError } from '@messaging/errors/invalid-input';
import { outcomes, readOutcomes } from '@messaging/fields/outcomes';
import type { Outcome } from '@messaging/gateway/records';
import { hookOperation } from '@messaging/zapier/hook-trigger';
import { readLine, readList } from '@messaging/zapier/input';
import { defineInputFields, defineTrigger, type InferInputData } from 'zapier-platform-core';
import { sampleMessages } from '../api/log.ts';
import { type Receipt, readReceipts, receiptOf } from '../api/posted.ts';
import { RECEIPT_TEMPLATE } from '../api/template.ts';
import type { HookEvent } from '../api/webhooks.ts';
import { receiptFields, receiptSample } from '../fields/receipt-output.ts';
import { type Step, step } from '../step.ts';
import { subscriptionTo } from '../subscription.ts';

const LABEL = 'New Delivery Receipt';

const inputFields = defineInputFields([
  {
    ...outcomes,
    choices: { delivered: 'Delivered', failed: 'Failed', pending: 'Pending' },
    helpText:
      'Only receipts with these outcomes. Leave blank for delivered and failed. Pending adds two or three receipts per message.',
  },
  {
    key: 'reference',
    label: 'Reference',
    type: 'string',
    required: false,
    helpText:
      'Only receipts of messages whose reference starts with this, such as `order-`. Leave blank for all.',
  },
]);

type Input = InferInputData<typeof inputFields>;

/** The events of each outcome. MessageMedia has none for `unknown`. */
const EVENTS: Readonly<Record<Exclude<Outcome, 'unknown'>, readonly HookEvent[]>> = {
  delivered: ['DELIVERED_DR'],
  failed: ['EXPIRED_DR', 'REJECTED_DR', 'FAILED_DR'],
  pending: ['ENROUTE_DR', 'SUBMITTED_DR'],
};

const USUAL: readonly Outcome[] = ['delivered', 'failed'];
const POSSIBLE = ['delivered', 'failed', 'pending'] as const;

const wantedOutcomes = (value: unknown) => {
  const isChosen = readOutcomes(value);
  const isEmpty = readList(value).length === 0;
  const wanted = POSSIBLE.filter((outcome) => (isEmpty ? USUAL.includes(outcome) : isChosen(outcome)));
  if (wanted.length > 0) return wanted;
  throw new InvalidInputError(
    `MessageMedia never reports the outcome "unknown", so this Zap would never run. Set ${outcomes.label} to delivered, failed, or pending.`,
  );
};

const isWantedBy = (input: Input): ((receipt: Receipt) => boolean) => {
  const wanted: readonly Outcome[] = wantedOutcomes(input.outcomes);
  const start = readLine(input.reference) ?? '';
  return ({ outcome, reference }) => wanted.includes(outcome) && (reference ?? '').startsWith(start);
};

const hook = hookOperation(step, {
  label: LABEL,
  subscription: subscriptionTo<Input>({
    eventsFor: (input) => wantedOutcomes(input.outcomes).flatMap((outcome) => EVENTS[outcome]),
    template: RECEIPT_TEMPLATE,
  }),
  read: readReceipts,
  recent: async ({ api }, isWanted) => {
    const messages = await sampleMessages(api, { direction: 'outbound' }, (message) =>
      isWanted(receiptOf(message)),
    );
    return messages.map(receiptOf);
  },
  handle: (_step: Step, input: Input) => ({
    isWanted: isWantedBy(input),
    complete: async (receipt: Receipt) => receipt,
  }),
});

export default defineTrigger({
  key: 'delivery_receipt',
  noun: 'Receipt',
  display: {
    label: LABEL,
    description: 'Triggers when a message you sent is delivered, fails, or changes status.',
  },
  operation: { ...hook, inputFields, outputFields: receiptFields, sample: { ...receiptSample } },
});
