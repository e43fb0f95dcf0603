import { outcomes, readOutcomes } from '@messaging/fields/outcomes';
import { readWhole } from '@messaging/zapier/input';
import {
  type Bundle,
  defineInputFields,
  defineTrigger,
  type InferInputData,
  type PlainOutputField,
  type PollingTriggerPerform,
} from 'zapier-platform-core';
import { lastHours, recentMessages, wholeLog } from '../api/log.ts';
import type { Message } from '../api/message.ts';
import { messageFields, messageSample } from '../fields/message-output.ts';
import { step } from '../step.ts';

const USUAL_HOURS = 24;
const MOST_HOURS = 72;

const lookbackHours = {
  key: 'lookback_hours',
  label: 'Lookback Hours',
  type: 'integer',
  required: false,
  default: String(USUAL_HOURS),
  helpText: `How many hours to watch each message after it's sent, up to ${MOST_HOURS}. A smaller number is faster for busy accounts.`,
} as const;

const inputFields = defineInputFields([outcomes, lookbackHours]);

const [, ...fieldsBesideId] = messageFields;

const outputFields: PlainOutputField[] = [
  { key: 'id', label: 'Status Change ID', type: 'string', required: true },
  { key: 'message_id', label: 'Message ID', type: 'string', required: true },
  ...fieldsBesideId,
];

type Input = InferInputData<typeof inputFields>;
type Output = Message & { message_id: string };

/** Each status of a message is a record of its own. */
const toOutput = ({ id, ...message }: Message): Output => ({
  id: `${id}:${message.status}`,
  message_id: id,
  ...message,
});

const updatedMs = ({ updated_at }: Message): number => (updated_at === null ? 0 : Date.parse(updated_at));

export const perform = step(async ({ api }, { inputData, meta }: Bundle<Input>): Promise<Output[]> => {
  const hours =
    readWhole(lookbackHours.label, inputData.lookback_hours, { least: 1, most: MOST_HOURS }) ?? USUAL_HOURS;
  const isWantedOutcome = readOutcomes(inputData.outcomes);
  const isWanted = ({ status, outcome }: Message) => status !== null && isWantedOutcome(outcome);
  if (meta?.isLoadingSample) {
    return (await recentMessages(api, { direction: 'outbound' }, isWanted)).map(toOutput);
  }
  const messages = await wholeLog(
    api,
    { ...lastHours(hours), direction: 'outbound' },
    isWanted,
    `Set ${lookbackHours.label} to less than ${hours}, or use the New Delivery Receipt trigger, which has no limit.`,
  );
  return messages.toSorted((one, other) => updatedMs(other) - updatedMs(one)).map(toOutput);
}) satisfies PollingTriggerPerform<Input, Output>;

export default defineTrigger({
  key: 'message_status_changed',
  noun: 'Status',
  display: {
    label: 'Updated Message Status',
    description:
      'Triggers when the status of a message you sent changes. Messaging Reports must be enabled on your account.',
  },
  operation: { perform, inputFields, outputFields, sample: { ...toOutput(messageSample) } },
});
