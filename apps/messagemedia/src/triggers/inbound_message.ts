import { keywords, ownNumber, readInboundFilter } from '@messaging/fields/inbound-filter';
import { hookOperation } from '@messaging/zapier/hook-trigger';
import { readFlag } from '@messaging/zapier/input';
import { defineInputFields, defineTrigger, type InferInputData } from 'zapier-platform-core';
import { sampleMessages } from '../api/log.ts';
import { lookUpMessage } from '../api/messages.ts';
import { type InboundEvent, inboundOf, readInbound } from '../api/posted.ts';
import { INBOUND_TEMPLATE } from '../api/template.ts';
import {
  type InboundOutput,
  inboundFields,
  inboundSample,
  toInboundOutput,
} from '../fields/inbound-output.ts';
import { type Step, step } from '../step.ts';
import { subscriptionTo } from '../subscription.ts';

const LABEL = 'New Inbound Message';

const includeOriginal = {
  key: 'include_original',
  label: 'Include Original',
  type: 'boolean',
  required: false,
  helpText: 'Choose yes to add the text of the message that this one replies to.',
} as const;

const inputFields = defineInputFields([ownNumber, keywords, includeOriginal]);

type Input = InferInputData<typeof inputFields>;

/** Returns the text of the original message, from the event or the log. A failed look-up returns `null`. */
const originalOf = async (
  { api }: Step,
  { original_body, in_reply_to }: InboundEvent,
): Promise<string | null> => {
  if (original_body !== null || in_reply_to === null) return original_body;
  const answered = await lookUpMessage(api, in_reply_to).catch(() => null);
  return answered?.body ?? null;
};

const hook = hookOperation(step, {
  label: LABEL,
  subscription: subscriptionTo<Input>({
    eventsFor: () => ['RECEIVED_SMS', 'RECEIVED_MMS'],
    template: INBOUND_TEMPLATE,
  }),
  read: readInbound,
  recent: async ({ api }, isWanted) => {
    const messages = await sampleMessages(api, { direction: 'inbound' }, (message) =>
      isWanted(inboundOf(message)),
    );
    return messages.map(inboundOf);
  },
  handle: (opened: Step, input: Input) => {
    const isAsked = readFlag(includeOriginal.label, input.include_original) === true;
    return {
      isWanted: readInboundFilter<InboundEvent>(input),
      complete: async (event: InboundEvent): Promise<InboundOutput> => ({
        ...toInboundOutput(opened.z, event),
        original_body: isAsked ? await originalOf(opened, event) : null,
      }),
    };
  },
});

export default defineTrigger({
  key: 'inbound_message',
  noun: 'Message',
  display: {
    label: LABEL,
    description: 'Triggers when someone sends an SMS or MMS to one of your numbers.',
  },
  operation: { ...hook, inputFields, outputFields: inboundFields, sample: { ...inboundSample } },
});
