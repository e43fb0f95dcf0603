import { batchFields, batchSample, toBatchOutput } from '@messaging/fields/batch-output';
import { isReady, withoutDuplicates } from '@messaging/fields/rows';
import { body, readMessageText } from '@messaging/fields/text';
import { readSendTime, scheduleAt } from '@messaging/fields/timing';
import { measureText } from '@messaging/sms/parts';
import { readLine, requireList } from '@messaging/zapier/input';
import {
  type Bundle,
  type CreatePerform,
  defineCreate,
  defineInputFields,
  type InferInputData,
} from 'zapier-platform-core';
import { requireVortex } from '../api/platform.ts';
import { campaignName, readSpreadHours, spreadHours } from '../fields/bulk.ts';
import { originator, readOriginator } from '../fields/message.ts';
import { step } from '../step.ts';

const LABEL = 'Send Alias SMS';

const aliases = {
  key: 'aliases',
  label: 'Aliases',
  type: 'string',
  list: true,
  required: true,
  helpText:
    'The aliases of contacts in your address book, one per entry, or JSON such as `["Smith, John"]`. Aliases without a contact are ignored. **Testing this step sends real messages.**',
} as const;

export const inputFields = defineInputFields([
  aliases,
  originator,
  body,
  campaignName,
  scheduleAt,
  spreadHours,
]);

type Input = InferInputData<typeof inputFields>;

export const perform = step(async ({ mobivate }, { inputData: input, meta }: Bundle<Input>) => {
  const vortex = requireVortex(mobivate, LABEL);
  const bulk = {
    originator: readOriginator(input.originator, 'Vortex'),
    text: readMessageText(input),
    name: readLine(input.name),
    scheduleAt: readSendTime(input, meta),
    spreadHours: readSpreadHours(input.spread_hours),
  };
  const { parts } = measureText(bulk.text);
  const given = requireList(aliases.label, input.aliases);
  const rows = withoutDuplicates(given.map((recipient, index) => ({ row: index + 1, recipient, parts })));
  return toBatchOutput(rows, await vortex.sendToAliases(bulk, rows.filter(isReady)));
}) satisfies CreatePerform<Input>;

export default defineCreate({
  key: 'send_alias_sms',
  noun: 'Batch',
  display: {
    label: LABEL,
    description:
      'Sends a text message to contacts by their aliases, now or later. Vortex accounts only. Costs money and cannot be undone. For phone numbers, use Send Bulk SMS. Returns counts and a result for each alias.',
  },
  operation: { perform, inputFields, outputFields: batchFields, sample: batchSample },
});
