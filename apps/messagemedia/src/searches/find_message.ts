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
import { from, to } from '@messaging/fields/period';
import { readLine } from '@messaging/zapier/input';
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

export const perform = step(
  async ({ connection, api }, { inputData: input }: Bundle<Input>): Promise<Message[]> => {
    const asked = readLine(input.id);
    if (asked !== undefined) {
      const message = await lookUpMessage(api, readId(id.label, asked));
      return message ? [message] : [];
    }
    requireFilter(input, id.label);
    const reference = readLine(input.reference);
    const query = {
      ...readKeptPeriod(input),
      direction: readDirection(input.direction),
      references: reference === undefined ? undefined : [reference],
    };
    const most = readLimit(input.limit);
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
