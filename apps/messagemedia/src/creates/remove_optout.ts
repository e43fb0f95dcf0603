import { defineOutputFields, type OutputOf } from '@messaging/fields/output';
import { mapParallel } from '@messaging/zapier/parallel';
import {
  type Bundle,
  type CreatePerform,
  defineCreate,
  defineInputFields,
  type InferInputData,
} from 'zapier-platform-core';
import { removeOptout } from '../api/optouts.ts';
import { firstOfAll, mobiles, readMobiles } from '../fields/mobiles.ts';
import { step } from '../step.ts';

const AT_ONCE = 5;

export const inputFields = defineInputFields([
  mobiles,
  {
    key: 'warning',
    type: 'copy',
    helpText:
      'Anyone you remove from the opt-out list gets messages again. Do this **only with their renewed consent**, such as a START message from them.',
  },
]);

const record = defineOutputFields([
  { key: 'mobile', label: 'Mobile Number', type: 'string', required: true },
  { key: 'removed', label: 'Removed', type: 'boolean', required: true },
]);

export const outputFields = defineOutputFields([
  ...record,
  { key: 'mobiles', label: 'Mobile Numbers', children: record },
]);

type Input = InferInputData<typeof inputFields>;
type Output = OutputOf<typeof outputFields>;

export const perform = step(async ({ connection, api }, { inputData }: Bundle<Input>): Promise<Output> => {
  const numbers = await readMobiles(inputData.mobile, connection.defaultCountry);
  return firstOfAll(
    await mapParallel(numbers, AT_ONCE, async (mobile) => ({
      mobile,
      removed: await removeOptout(api, mobile),
    })),
  );
}) satisfies CreatePerform<Input>;

const sampleRecord = { mobile: '61491570156', removed: true };
const sample: Output = { ...sampleRecord, mobiles: [sampleRecord] };

export default defineCreate({
  key: 'remove_optout',
  noun: 'Opt-Out',
  display: {
    label: 'Remove Opt-Out',
    description:
      'Removes phone numbers from the opt-out list, so that they get messages again. Needs each person’s consent. A second call changes nothing and returns `removed` as false.',
  },
  operation: { perform, inputFields, outputFields, sample },
});
