import {
  direction,
  exactReference,
  limit,
  readDirection,
  readLimit,
  readLogFilter,
  receiver,
  requireFilter,
  sender,
} from '@messaging/fields/log-filter';
import { outcomes, readOutcomes } from '@messaging/fields/outcomes';
import { from, readPeriod, to } from '@messaging/fields/period';
import { readLine } from '@messaging/zapier/input';
import {
  type Bundle,
  defineInputFields,
  defineSearch,
  type InferInputData,
  type SearchPerform,
} from 'zapier-platform-core';
import { type Message, PROXIED } from '../api/message.ts';
import { messageFields, messageSample } from '../fields/message-output.ts';
import { type Step, step } from '../step.ts';

const messageId = {
  key: 'id',
  label: 'Message',
  type: 'string',
  required: false,
  helpText:
    'Map a message ID from an earlier step. The other fields are then ignored, except From and To on Vortex, and Reference, which is used if the log does not have the ID.',
} as const;

export const inputFields = defineInputFields([
  messageId,
  { ...exactReference },
  receiver,
  sender,
  direction,
  outcomes,
  { ...from, helpText: `${from.helpText} Leave blank for seven days before To.` },
  { ...to, helpText: `${to.helpText} Leave blank for now.` },
  limit,
]);

type Input = InferInputData<typeof inputFields>;

/** Falls back to the reference, because a proxy's id is not in the log, and Classic may log another id. */
const findById = async ({ mobivate }: Step, id: string, input: Input): Promise<Message | null> => {
  const query = readPeriod(input);
  const message = id.startsWith(PROXIED) ? null : await mobivate.findMessage(id, query);
  const reference = readLine(input.reference);
  if (message || reference === undefined) return message;
  const [newest] = await mobivate.findMessages(query, (found) => found.reference === reference, 1);
  return newest ?? null;
};

export const perform = step(async (given, { inputData: input }: Bundle<Input>): Promise<Message[]> => {
  requireFilter(input, messageId.label);
  const query = { ...readPeriod(input), direction: readDirection(input.direction) };
  const isOutcome = readOutcomes(input.outcomes);
  const most = readLimit(input.limit);
  const id = readLine(input.id);
  if (id !== undefined) {
    const message = await findById(given, id, input);
    return message ? [message] : [];
  }
  const isWanted = await readLogFilter(input, given.connection.defaultCountry);
  return given.mobivate.findMessages(
    query,
    (message) => isWanted(message) && isOutcome(message.outcome),
    most,
  );
}) satisfies SearchPerform<Input, Message>;

export default defineSearch({
  key: 'find_message',
  noun: 'Message',
  display: {
    label: 'Find Message',
    description:
      'Finds the sent or received text messages that match, newest first, with their status and cost. Sends nothing. To count messages, use the totals search. Returns up to Limit messages.',
  },
  operation: { perform, inputFields, outputFields: messageFields, sample: { ...messageSample } },
});
