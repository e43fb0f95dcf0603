import { InvalidInputError } from '@messaging/errors/invalid-input';
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
import type { Mobivate } from '../api/client.ts';
import type { Message } from '../api/message.ts';
import { sampleMessages } from '../api/messages.ts';
import { messageFields, messageSample } from '../fields/message-output.ts';
import { step } from '../step.ts';

const HOUR_MILLISECONDS = 3_600_000;

/** Zapier accepts up to 20 MB per poll. */
const MOST_BYTES = 18_000_000;

const inputFields = defineInputFields([outcomes, lookbackHours]);

const [, ...fieldsBesideId] = messageFields;

const outputFields = outputFieldsOf<StatusChange<Message>>()([...statusChangeIds, ...fieldsBesideId]);

type Input = InferInputData<typeof inputFields>;

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
  return lastChangedFirst([...found.values()]);
};

export const perform = step(
  async ({ mobivate }, { inputData, meta }: Bundle<Input>): Promise<StatusChange<Message>[]> => {
    const hours = readLookbackHours(inputData.lookback_hours);
    const isWantedOutcome = readOutcomes(inputData.outcomes);
    const isWanted = ({ status, outcome }: Message) => status !== null && isWantedOutcome(outcome);
    const messages = meta?.isLoadingSample
      ? await sampleMessages(mobivate, 'outbound', isWanted)
      : await lastChanged(mobivate, hours, isWanted);
    return messages.map(toStatusChange);
  },
) satisfies PollingTriggerPerform<Input, StatusChange<Message>>;

export default defineTrigger({
  key: 'message_status_changed',
  noun: 'Status',
  display: {
    label: 'Updated Message Status',
    description: 'Triggers when the status of a message you sent changes.',
  },
  operation: { perform, inputFields, outputFields, sample: { ...toStatusChange(messageSample) } },
});
