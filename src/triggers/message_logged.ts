import {
  type Bundle,
  defineInputFields,
  defineTrigger,
  type InferInputData,
  type PollingTriggerPerform,
} from 'zapier-platform-core';
import { messageFields, messageSample } from '../fields/message-output.ts';
import type { Direction, Message } from '../mobivate/message.ts';
import { sampleMessages } from '../mobivate/samples.ts';
import { isSameAddress } from '../sms/address.ts';
import { step } from '../step.ts';
import { readLine } from '../zapier/input.ts';

const inputFields = defineInputFields([
  {
    key: 'direction',
    label: 'Direction',
    type: 'string',
    required: false,
    default: 'any',
    choices: { any: 'Any', outbound: 'Outbound', inbound: 'Inbound' },
  },
  {
    key: 'originator',
    label: 'Originator',
    type: 'string',
    required: false,
    dynamic: 'sender_list.id.name',
    helpText: 'Only messages from this sender name or number.',
  },
  {
    key: 'recipient',
    label: 'Recipient',
    type: 'string',
    required: false,
    helpText: 'Only messages to this number or short code.',
  },
]);

type Input = InferInputData<typeof inputFields>;

const readDirection = (value: unknown): Direction | undefined => {
  const word = readLine(value)?.toLowerCase();
  return word === 'outbound' || word === 'inbound' ? word : undefined;
};

const isWantedBy = (input: Input): ((message: Message) => boolean) => {
  const originator = readLine(input.originator);
  const recipient = readLine(input.recipient);
  return (message) =>
    (originator === undefined || isSameAddress(originator, message.originator)) &&
    (recipient === undefined || isSameAddress(recipient, message.recipient));
};

export const perform = step(async ({ mobivate }, { inputData, meta }: Bundle<Input>): Promise<Message[]> => {
  const direction = readDirection(inputData.direction);
  const isWanted = isWantedBy(inputData);
  if (meta?.isLoadingSample) return sampleMessages(mobivate, direction, isWanted);
  return (await mobivate.recentMessages(direction)).filter(isWanted);
}) satisfies PollingTriggerPerform<Input, Message>;

export default defineTrigger({
  key: 'message_logged',
  noun: 'Message',
  display: {
    label: 'New Message in Log',
    description: 'Triggers when a text message was sent or came in.',
  },
  operation: { perform, inputFields, outputFields: messageFields, sample: { ...messageSample } },
});
