import { InvalidInputError, quoted } from '@messaging/errors/invalid-input';
import { outcomes, readOutcomes } from '@messaging/fields/outcomes';
import { defineOutputFields, type OutputOf } from '@messaging/fields/output';
import { readLine } from '@messaging/zapier/input';
import {
  type Bundle,
  defineInputFields,
  defineTrigger,
  type InferInputData,
  type PollingTriggerPerform,
} from 'zapier-platform-core';
import type { Mobivate } from '../api/client.ts';
import type { Message } from '../api/message.ts';
import { sampleMessages } from '../api/samples.ts';
import { messageFields, messageSample } from '../fields/message-output.ts';
import { step } from '../step.ts';

const USUAL_HOURS = 24;
const MOST_HOURS = 72;
const HOUR_MILLISECONDS = 3_600_000;

/** Zapier takes 20 MB a poll; this many are a few of them. */
const MOST_RECORDS = 5000;

const lookbackHours = {
  key: 'lookback_hours',
  label: 'Lookback Hours',
  type: 'integer',
  required: false,
  default: String(USUAL_HOURS),
  helpText: `How long after it was sent a message is watched: at most ${MOST_HOURS} hours. Fewer are quicker in an account that sends much.`,
} as const;

const inputFields = defineInputFields([outcomes, lookbackHours]);

const [, ...fieldsBesideId] = messageFields;

const outputFields = defineOutputFields([
  { key: 'id', label: 'Status Change ID', type: 'string', required: true },
  { key: 'message_id', label: 'Message ID', type: 'string', required: true },
  ...fieldsBesideId,
]);

type Input = InferInputData<typeof inputFields>;
type Output = Message & OutputOf<typeof outputFields>;

/** A message with the status it has now: the same message with another status is another record. */
const toOutput = ({ id, ...message }: Message): Output => ({
  id: `${id}:${message.status}`,
  message_id: id,
  ...message,
});

const readHours = (value: unknown): number => {
  const written = readLine(value);
  const hours = written === undefined ? USUAL_HOURS : Number(written);
  if (hours > 0 && hours <= MOST_HOURS) return hours;
  throw new InvalidInputError(
    `${lookbackHours.label} ${quoted(String(written))} cannot be used: enter a number of hours from 1 to ${MOST_HOURS}, or leave it empty for ${USUAL_HOURS}.`,
  );
};

const updatedMs = ({ updated_at }: Message): number => (updated_at === null ? 0 : Date.parse(updated_at));

/** The messages sent in the last hours, the last changed first. */
const lastChanged = async (
  mobivate: Mobivate,
  hours: number,
  isWanted: (message: Message) => boolean,
): Promise<Message[]> => {
  const now = Date.now();
  const query = {
    from: new Date(now - hours * HOUR_MILLISECONDS),
    to: new Date(now + HOUR_MILLISECONDS),
    direction: 'outbound',
  } as const;
  const found = new Map<string, Message>();
  await mobivate.readLog(query, (messages) => {
    for (const message of messages) if (isWanted(message)) found.set(message.id, message);
    return true;
  });
  return [...found.values()].sort((one, other) => updatedMs(other) - updatedMs(one)).slice(0, MOST_RECORDS);
};

export const perform = step(async ({ mobivate }, { inputData, meta }: Bundle<Input>): Promise<Output[]> => {
  const hours = readHours(inputData.lookback_hours);
  const isWantedOutcome = readOutcomes(inputData.outcomes);
  const isWanted = ({ status, outcome }: Message) => status !== null && isWantedOutcome(outcome);
  const messages = meta?.isLoadingSample
    ? await sampleMessages(mobivate, 'outbound', isWanted)
    : await lastChanged(mobivate, hours, isWanted);
  return messages.map(toOutput);
}) satisfies PollingTriggerPerform<Input, Output>;

export default defineTrigger({
  key: 'message_status_changed',
  noun: 'Status',
  display: {
    label: 'Updated Message Status',
    description: 'Triggers when the status of a text message that was sent changes.',
  },
  operation: { perform, inputFields, outputFields, sample: { ...toOutput(messageSample) } },
});
