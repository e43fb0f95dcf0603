import { direction, readDirection, readLogFilter, receiver, sender } from '@messaging/fields/log-filter';
import { unfinished } from '@messaging/gateway/find';
import {
  type Bundle,
  defineInputFields,
  defineTrigger,
  type InferInputData,
  type PollingTriggerPerform,
} from 'zapier-platform-core';
import type { Message } from '../api/message.ts';
import { sampleMessages } from '../api/messages.ts';
import { messageFields, messageSample } from '../fields/message-output.ts';
import { step } from '../step.ts';

const inputFields = defineInputFields([direction, sender, receiver]);

type Input = InferInputData<typeof inputFields>;

export const perform = step(
  async ({ connection, mobivate }, { inputData, meta }: Bundle<Input>): Promise<Message[]> => {
    const wanted = readDirection(inputData.direction);
    const isWanted = await readLogFilter(inputData, connection.defaultCountry);
    if (meta?.isLoadingSample) return sampleMessages(mobivate, wanted, isWanted);
    const { found, isWhole } = await mobivate.recentMessages(wanted);
    if (isWhole) return found.filter(isWanted);
    throw unfinished('message log', 'Choose one Direction to read fewer messages.');
  },
) satisfies PollingTriggerPerform<Input, Message>;

export default defineTrigger({
  key: 'message_logged',
  noun: 'Message',
  display: {
    label: 'New Message in Log',
    description: 'Triggers when a message is sent or received.',
  },
  operation: { perform, inputFields, outputFields: messageFields, sample: { ...messageSample } },
});
