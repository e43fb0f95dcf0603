import { outcomes, readOutcomes } from '@messaging/fields/outcomes';
import { outputFieldsOf } from '@messaging/fields/output';
import {
  lastChangedFirst,
  lookbackHours,
  readLookbackHours,
  type StatusChange,
  statusChangeIds,
  toStatusChange,
} from '@messaging/fields/status-change';
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

const inputFields = defineInputFields([outcomes, lookbackHours]);

const [, ...fieldsBesideId] = messageFields;

const outputFields = outputFieldsOf<StatusChange<Message>>()([...statusChangeIds, ...fieldsBesideId]);

type Input = InferInputData<typeof inputFields>;

export const perform = step(
  async ({ api }, { inputData, meta }: Bundle<Input>): Promise<StatusChange<Message>[]> => {
    const hours = readLookbackHours(inputData.lookback_hours);
    const isWantedOutcome = readOutcomes(inputData.outcomes);
    const isWanted = ({ status, outcome }: Message) => status !== null && isWantedOutcome(outcome);
    if (meta?.isLoadingSample) {
      return (await recentMessages(api, { direction: 'outbound' }, isWanted)).map(toStatusChange);
    }
    const messages = await wholeLog(
      api,
      { ...lastHours(hours), direction: 'outbound' },
      isWanted,
      `Set ${lookbackHours.label} to less than ${hours}, or use the New Delivery Receipt trigger, which has no limit.`,
    );
    return lastChangedFirst(messages).map(toStatusChange);
  },
) satisfies PollingTriggerPerform<Input, StatusChange<Message>>;

export default defineTrigger({
  key: 'message_status_changed',
  noun: 'Status',
  display: {
    label: 'Updated Message Status',
    description:
      'Triggers when the status of a message you sent changes. Messaging Reports must be enabled on your account.',
  },
  operation: { perform, inputFields, outputFields, sample: { ...toStatusChange(messageSample) } },
});
