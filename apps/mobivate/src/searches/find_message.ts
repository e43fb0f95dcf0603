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
import type { Message } from '../api/message.ts';
import {
  direction,
  exactReference,
  readDirection,
  readLogFilter,
  receiver,
  sender,
} from '../fields/log-filter.ts';
import { messageFields, messageSample } from '../fields/message-output.ts';
import { step } from '../step.ts';

/** Only the first one is used in a Zap. */
const MOST = 100;

export const inputFields = defineInputFields([
  {
    key: 'id',
    label: 'Message',
    type: 'string',
    required: false,
    helpText:
      'The id of the message, if you have it; the fields below then only say where to look. On Vortex it is looked for between From and To.',
  },
  { ...exactReference },
  receiver,
  sender,
  direction,
  outcomes,
  { ...from, helpText: `${from.helpText} Leave it empty for seven days before To.` },
  { ...to, helpText: `${to.helpText} Leave it empty for now.` },
]);

type Input = InferInputData<typeof inputFields>;

export const perform = step(
  async ({ connection, mobivate }, { inputData: input }: Bundle<Input>): Promise<Message[]> => {
    const query = { ...readPeriod(input), direction: readDirection(input.direction) };
    const id = readLine(input.id);
    if (id !== undefined) {
      const message = await mobivate.findMessage(id, query);
      return message ? [message] : [];
    }
    const isWanted = await readLogFilter(input, connection.defaultCountry);
    const isOutcome = readOutcomes(input.outcomes);
    const messages = await mobivate.findMessages(
      query,
      (message) => isWanted(message) && isOutcome(message.outcome),
    );
    return messages.slice(0, MOST);
  },
) satisfies SearchPerform<Input, Message>;

export default defineSearch({
  key: 'find_message',
  noun: 'Message',
  display: {
    label: 'Find Message',
    description: 'Finds a text message in the log, the newest one first.',
  },
  operation: { perform, inputFields, outputFields: messageFields, sample: { ...messageSample } },
});
