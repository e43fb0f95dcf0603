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
import { from, to } from '@messaging/fields/period';
import { readLine, readWhole } from '@messaging/zapier/input';
import {
  type Bundle,
  defineInputFields,
  defineSearch,
  type InferInputData,
  type SearchPerform,
} from 'zapier-platform-core';
import { findInLog } from '../api/log.ts';
import type { Message } from '../api/message.ts';
import { lookUpMessage } from '../api/messages.ts';
import { readId } from '../fields/id.ts';
import { messageFields, messageSample } from '../fields/message-output.ts';
import { readKeptPeriod } from '../fields/period.ts';
import { step } from '../step.ts';

const USUAL = 10;
const MOST = 100;

const limit = {
  key: 'limit',
  label: 'Limit',
  type: 'integer',
  required: false,
  default: String(USUAL),
  helpText: `The most messages to return, from 1 to ${MOST}. A Zap uses the first one only, so 1 is fastest. Leave blank for ${USUAL}.`,
} as const;

const id = {
  key: 'id',
  label: 'Message ID',
  type: 'string',
  required: false,
  helpText: 'Map a message ID from an earlier step. The other fields are then ignored.',
} as const;

export const inputFields = defineInputFields([
  id,
  exactReference,
  receiver,
  sender,
  direction,
  outcomes,
  { ...from, helpText: `${from.helpText} Leave blank for seven days before To. MessageMedia keeps 45 days.` },
  { ...to, helpText: `${to.helpText} Leave blank for now.` },
  limit,
]);

type Input = InferInputData<typeof inputFields>;

/** Requires a filter, because otherwise any newest message would match. */
const requireFilter = (input: Input): void => {
  const { reference, recipient, originator, from: start, to: end } = input;
  const isNarrow = [reference, recipient, originator, start, end, input.outcomes].some(
    (value) => readLine(Array.isArray(value) ? value[0] : value) !== undefined,
  );
  if (isNarrow || readDirection(input.direction) !== undefined) return;
  throw new InvalidInputError(
    `All fields are blank, so any message would match. Fill in ${id.label}, Reference, Recipient, or another field.`,
  );
};

export const perform = step(
  async ({ connection, api }, { inputData: input }: Bundle<Input>): Promise<Message[]> => {
    const asked = readLine(input.id);
    if (asked !== undefined) {
      const message = await lookUpMessage(api, readId(id.label, asked));
      return message ? [message] : [];
    }
    requireFilter(input);
    const reference = readLine(input.reference);
    const query = {
      ...readKeptPeriod(input),
      direction: readDirection(input.direction),
      references: reference === undefined ? undefined : [reference],
    };
    const most = readWhole(limit.label, input.limit, { least: 1, most: MOST }) ?? USUAL;
    const isWanted = await readLogFilter(input, connection.defaultCountry);
    const isOutcome = readOutcomes(input.outcomes);
    const isReferred = (message: Message) => reference === undefined || message.reference === reference;
    return findInLog(
      api,
      query,
      (message) => isWanted(message) && isOutcome(message.outcome) && isReferred(message),
      most,
    );
  },
) satisfies SearchPerform<Input, Message>;

export default defineSearch({
  key: 'find_message',
  noun: 'Message',
  display: {
    label: 'Find Message',
    description:
      'Finds the sent or received messages of the last 45 days that match, newest first, with their status. Sends nothing. To count messages, use the totals search. Returns up to Limit messages.',
  },
  operation: { perform, inputFields, outputFields: messageFields, sample: { ...messageSample } },
});
