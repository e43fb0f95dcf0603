import { InvalidInputError } from '@messaging/errors/invalid-input';
import {
  direction,
  exactReference,
  readDirection,
  readLogFilter,
  receiver,
  sender,
} from '@messaging/fields/log-filter';
import { outcomes, readOutcomes } from '@messaging/fields/outcomes';
import { from, readPeriod, to } from '@messaging/fields/period';
import { readLine, readList, readWhole } from '@messaging/zapier/input';
import {
  type Bundle,
  defineInputFields,
  defineSearch,
  type InferInputData,
  type SearchPerform,
} from 'zapier-platform-core';
import type { Message } from '../api/message.ts';
import { PROXIED } from '../api/sent-id.ts';
import { messageFields, messageSample } from '../fields/message-output.ts';
import { type Step, step } from '../step.ts';

const USUAL_LIMIT = 10;
const MOST = 100;

const limit = {
  key: 'limit',
  label: 'Limit',
  type: 'integer',
  required: false,
  default: String(USUAL_LIMIT),
  helpText: `The most messages to return, from 1 to ${MOST}. A Zap uses the first one only, so 1 is fastest. Leave blank for ${USUAL_LIMIT}.`,
} as const;

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

const FILTERS = ['id', 'reference', 'recipient', 'originator', 'from', 'to'] as const;

/** Without a filter, the search would return unrelated messages. */
const requireFilter = (input: Input): void => {
  const isFiltered =
    FILTERS.some((key) => readLine(input[key]) !== undefined) ||
    readDirection(input.direction) !== undefined ||
    readList(input.outcomes).length > 0;
  if (isFiltered) return;
  throw new InvalidInputError(
    'All fields are blank, so any message would match. Fill in Message, Reference, Recipient, or another field.',
  );
};

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
  requireFilter(input);
  const query = { ...readPeriod(input), direction: readDirection(input.direction) };
  const isOutcome = readOutcomes(input.outcomes);
  const most = readWhole(limit.label, input.limit, { least: 1, most: MOST }) ?? USUAL_LIMIT;
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
