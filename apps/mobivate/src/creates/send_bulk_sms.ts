import { isReady, withoutDuplicates } from '@messaging/fields/rows';
import { body, maxParts, plainPunctuation } from '@messaging/fields/text';
import { readSendTime, scheduleAt, windowEnd, windowStart, windowTimezone } from '@messaging/fields/timing';
import { toOriginator } from '@messaging/sms/originator';
import { readFlag, readLine, readList, readText } from '@messaging/zapier/input';
import {
  type Bundle,
  type CreatePerform,
  defineCreate,
  defineInputFields,
  type InferInputData,
  type PlainInputField,
  type ZObject,
} from 'zapier-platform-core';
import type { Bulk } from '../api/batch.ts';
import { type Connection, platformOf } from '../api/connection.ts';
import { requireVortex } from '../api/platform.ts';
import { batchFields, batchSample, toBatchOutput } from '../fields/batch-output.ts';
import { campaignName, readSpreadHours, recipients, spreadHours } from '../fields/bulk.ts';
import { groupIds, messages, readBulkRows } from '../fields/bulk-rows.ts';
import { excludeOptouts, originator, routeId, shortenUrls } from '../fields/message.ts';
import { step } from '../step.ts';

const excludeDuplicates = {
  key: 'exclude_duplicates',
  label: 'Exclude Duplicates',
  type: 'boolean',
  required: false,
  default: 'true',
  helpText:
    'Sends to every number once, however it is written. Set it to no to send several messages to one person.',
} as const;

/** Rows with texts of their own, and what only the connection's platform has. */
const rowFields = (_z: ZObject, bundle: Bundle): PlainInputField[] => [
  messages,
  platformOf(bundle.authData) === 'Classic' ? routeId : groupIds,
];

export const inputFields = defineInputFields([
  originator,
  {
    ...recipients,
    required: false,
    helpText: `Everybody who gets the Message Body. ${recipients.helpText} For a text of its own in every row, fill in Messages instead.`,
  },
  { ...body, required: false },
  campaignName,
  scheduleAt,
  spreadHours,
  shortenUrls,
  {
    ...excludeOptouts,
    default: 'true',
    helpText: 'Whether Mobivate keeps the messages from people who opted out.',
  },
  excludeDuplicates,
  maxParts,
  plainPunctuation,
  windowStart,
  windowEnd,
  windowTimezone,
  rowFields,
]);

type Input = InferInputData<typeof inputFields>;

const readBulk = ({ inputData: input, meta }: Bundle<Input>, { platform }: Connection): Bulk => ({
  originator: toOriginator(originator.label, readText(input.originator) ?? ''),
  name: readLine(input.name),
  scheduleAt: readSendTime(input, meta),
  spreadHours: readSpreadHours(input.spread_hours),
  shortenUrls: readFlag(input.shorten_urls),
  excludeOptouts: readFlag(input.exclude_optouts) ?? true,
  excludeDuplicates: readFlag(input.exclude_duplicates) ?? true,
  routeId: platform === 'Classic' ? readLine(input.route_id) : undefined,
});

export const perform = step(async ({ connection, mobivate }, bundle: Bundle<Input>) => {
  if (readList(bundle.inputData.group_ids).length > 0) requireVortex(mobivate, groupIds.label);
  const bulk = readBulk(bundle, connection);
  const { rows: given, text } = await readBulkRows(bundle.inputData, connection.defaultCountry);
  const rows = bulk.excludeDuplicates ? withoutDuplicates(given) : given;
  return toBatchOutput(rows, await mobivate.sendBulk({ ...bulk, text }, rows.filter(isReady)));
}) satisfies CreatePerform<Input>;

export default defineCreate({
  key: 'send_bulk_sms',
  noun: 'Batch',
  display: {
    label: 'Send Bulk SMS',
    description: 'Sends text messages to many phone numbers at once, now or at a time of your choice.',
  },
  operation: { perform, inputFields, outputFields: batchFields, sample: batchSample },
});
