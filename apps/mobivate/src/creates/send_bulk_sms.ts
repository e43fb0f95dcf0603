import { batchFields, batchSample, toBatchOutput } from '@messaging/fields/batch-output';
import { excludeDuplicates, readReturnResults, recipients, returnResults } from '@messaging/fields/bulk';
import { isReady, withoutDuplicates } from '@messaging/fields/rows';
import { body, maxParts, plainPunctuation } from '@messaging/fields/text';
import { readSendTime, scheduleAt, windowEnd, windowStart, windowTimezone } from '@messaging/fields/timing';
import { readFlag, readLine, readList } from '@messaging/zapier/input';
import {
  type Bundle,
  type CreatePerform,
  defineCreate,
  defineInputFields,
  type InferInputData,
  type PlainInputField,
  type ZObject,
} from 'zapier-platform-core';
import type { Bulk } from '../api/client.ts';
import { type Connection, platformOf } from '../api/connection.ts';
import { requireVortex } from '../api/platform.ts';
import {
  campaignName,
  groupIds,
  messages,
  readBulkRows,
  readSpreadHours,
  spreadHours,
} from '../fields/bulk.ts';
import { inGroup, sendGroups } from '../fields/groups.ts';
import {
  countedText,
  excludeOptouts,
  originator,
  readOriginator,
  routeId,
  shortenUrls,
} from '../fields/message.ts';
import { step } from '../step.ts';

const chooseOne = {
  key: 'choose_one',
  type: 'copy',
  helpText:
    'Choose one: send everyone the same text (Recipients and Message Body), or a different text to each person (Messages).',
} as const;

const isClassic = (bundle: Bundle): boolean => platformOf(bundle.authData) === 'Classic';

const rowFields = (_z: ZObject, bundle: Bundle): PlainInputField[] =>
  isClassic(bundle) ? [messages] : [messages, groupIds];

const accountFields = (_z: ZObject, bundle: Bundle): PlainInputField[] =>
  isClassic(bundle) ? [inGroup('account', routeId)] : [];

export const inputFields = defineInputFields([
  originator,
  chooseOne,
  { ...recipients, required: false },
  { ...body, required: false },
  rowFields,
  inGroup('timing', scheduleAt),
  inGroup('timing', windowStart),
  inGroup('timing', windowEnd),
  inGroup('timing', windowTimezone),
  inGroup('timing', spreadHours),
  inGroup('cost', plainPunctuation),
  inGroup('cost', maxParts),
  inGroup('cost', shortenUrls),
  {
    ...inGroup('optouts', excludeOptouts),
    default: 'true',
    helpText: 'Choose yes to skip people who opted out. Choose no only if you may legally text them anyway.',
  },
  inGroup('optouts', excludeDuplicates),
  inGroup('tracking', campaignName),
  inGroup('tracking', returnResults),
  accountFields,
]);

type Input = InferInputData<typeof inputFields>;

const readBulk = ({ inputData: input, meta }: Bundle<Input>, { platform }: Connection): Bulk => ({
  originator: readOriginator(input.originator, platform),
  name: readLine(input.name),
  scheduleAt: readSendTime(input, meta),
  spreadHours: readSpreadHours(input.spread_hours),
  shortenUrls: readFlag(shortenUrls.label, input.shorten_urls),
  excludeOptouts: readFlag(excludeOptouts.label, input.exclude_optouts) ?? true,
  excludeDuplicates: readFlag(excludeDuplicates.label, input.exclude_duplicates) ?? true,
  routeId: platform === 'Classic' ? readLine(input.route_id) : undefined,
});

export const perform = step(async ({ connection, mobivate }, bundle: Bundle<Input>) => {
  if (readList(bundle.inputData.group_ids).length > 0) requireVortex(mobivate, groupIds.label);
  const bulk = readBulk(bundle, connection);
  const returned = readReturnResults(bundle.inputData.return_results);
  const { rows: given, text } = await readBulkRows(
    bundle.inputData,
    connection.defaultCountry,
    countedText(bulk.shortenUrls),
  );
  const rows = bulk.excludeDuplicates ? withoutDuplicates(given) : given;
  return toBatchOutput(rows, await mobivate.sendBulk({ ...bulk, text }, rows.filter(isReady)), returned);
}) satisfies CreatePerform<Input>;

export default defineCreate({
  key: 'send_bulk_sms',
  noun: 'Batch',
  display: {
    label: 'Send Bulk SMS',
    description:
      'Sends text messages to many phone numbers at once, now or later, as one task. Costs money and cannot be undone. For one recipient, use Send SMS. Returns counts and a result for each row. Rows with the status `unknown` may have been sent.',
  },
  operation: {
    perform,
    inputFields,
    inputFieldGroups: sendGroups.map((group) =>
      group.key === 'optouts' ? { ...group, label: 'Opt-Outs and Duplicates' } : group,
    ),
    outputFields: batchFields,
    sample: batchSample,
  },
});
