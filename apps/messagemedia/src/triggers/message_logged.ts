import { direction, readDirection, readLogFilter, receiver, sender } from '@messaging/fields/log-filter';
import {
  type Bundle,
  defineInputFields,
  defineTrigger,
  type InferInputData,
  type PollingTriggerPerform,
} from 'zapier-platform-core';
import { lastHours, recentMessages, wholeLog } from '../api/log.ts';
import type { Message } from '../api/message.ts';
import { messageFields, messageSample } from '../fields/message-output.ts';
import { step } from '../step.ts';

const HOURS = 24;

const inputFields = defineInputFields([direction, sender, receiver]);

type Input = InferInputData<typeof inputFields>;

export const perform = step(
  async ({ connection, api }, { inputData, meta }: Bundle<Input>): Promise<Message[]> => {
    const wanted = readDirection(inputData.direction);
    const isWanted = await readLogFilter(inputData, connection.defaultCountry);
    if (meta?.isLoadingSample) return recentMessages(api, { direction: wanted }, isWanted);
    return wholeLog(
      api,
      { ...lastHours(HOURS), direction: wanted },
      isWanted,
      `This trigger reads the last ${HOURS} hours. Choose one Direction, or use the New Delivery Receipt and New Inbound Message triggers, which have no limit.`,
    );
  },
) satisfies PollingTriggerPerform<Input, Message>;

export default defineTrigger({
  key: 'message_logged',
  noun: 'Message',
  display: {
    label: 'New Message in Log',
    description:
      'Triggers when a message is sent or received. Messaging Reports must be enabled on your account.',
  },
  operation: { perform, inputFields, outputFields: messageFields, sample: { ...messageSample } },
});
