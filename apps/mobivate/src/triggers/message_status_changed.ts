import { InvalidInputError } from '@messaging/errors/invalid-input';
import { outcomes, readOutcomes } from '@messaging/fields/outcomes';
import { defineOutputFields, type OutputOf } from '@messaging/fields/output';
import { readWhole } from '@messaging/zapier/input';
import {
  type Bundle,
  defineInputFields,
  defineTrigger,
  type InferInputData,
  type PollingTriggerPerform,
} from 'zapier-platform-core';
import type { Mobivate } from '../api/client.ts';
import type { Message } from '../api/message.ts';
import { sampleMessages } from '../api/messages.ts';
import { messageFields, messageSample } from '../fields/message-output.ts';
import { step } from '../step.ts';

const USUAL_HOURS = 24;
const MOST_HOURS = 72;
const HOUR_MILLISECONDS = 3_600_000;

/** Zapier accepts up to 20 MB per poll. */
const MOST_BYTES = 18_000_000;

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

const outputFields = defineOutputFields([
  { key: 'id', label: 'Status Change ID', type: 'string', required: true },
  { key: 'message_id', label: 'Message ID', type: 'string', required: true },
  ...fieldsBesideId,
]);

type Input = InferInputData<typeof inputFields>;
type Output = Message & OutputOf<typeof outputFields>;

/** Adds the status to the id, so that each new status of a message is a new record. */
const toOutput = ({ id, ...message }: Message): Output => ({
  id: `${id}:${message.status}`,
  message_id: id,
  ...message,
});

const updatedMs = ({ updated_at }: Message): number => (updated_at === null ? 0 : Date.parse(updated_at));

const tooMany = (hours: number): InvalidInputError =>
  new InvalidInputError(
    `Too many messages were sent in the last ${hours} hours to read at once. Lower ${lookbackHours.label}, or choose ${outcomes.label}.`,
  );

/**
 * Reads the messages sent in the last hours, last changed first.
 * @throws InvalidInputError if there are too many to read
 */
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
  let bytes = 0;
  const isWhole = await mobivate.readLog(query, (messages) => {
    for (const message of messages.filter(isWanted)) {
      found.set(message.id, message);
      bytes += Buffer.byteLength(JSON.stringify(message));
    }
    return bytes <= MOST_BYTES;
  });
  // Returning only some would make the others look new in a later poll.
  if (!isWhole || bytes > MOST_BYTES) throw tooMany(hours);
  return [...found.values()].sort((one, other) => updatedMs(other) - updatedMs(one));
};

export const perform = step(async ({ mobivate }, { inputData, meta }: Bundle<Input>): Promise<Output[]> => {
  const hours =
    readWhole(lookbackHours.label, inputData.lookback_hours, { least: 1, most: MOST_HOURS }) ?? USUAL_HOURS;
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
    description: 'Triggers when the status of a message you sent changes.',
  },
  operation: { perform, inputFields, outputFields, sample: { ...toOutput(messageSample) } },
});
