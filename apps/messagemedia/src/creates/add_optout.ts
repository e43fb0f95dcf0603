import { defineOutputFields, type OutputOf } from '@messaging/fields/output';
import {
  type Bundle,
  type CreatePerform,
  defineCreate,
  defineInputFields,
  type InferInputData,
} from 'zapier-platform-core';
import type { Api } from '../api/api.ts';
import { addOptouts, MOST_NUMBERS, optedOut } from '../api/optouts.ts';
import { firstOfAll, mobiles, readMobiles } from '../fields/mobiles.ts';
import { step } from '../step.ts';

export const inputFields = defineInputFields([mobiles]);

const record = defineOutputFields([
  { key: 'mobile', label: 'Mobile Number', type: 'string', required: true },
  { key: 'note', label: 'Note', type: 'string' },
  { key: 'created_at', label: 'Created At', type: 'datetime' },
  { key: 'already_opted_out', label: 'Already Opted Out', type: 'boolean' },
]);

export const outputFields = defineOutputFields([
  ...record,
  { key: 'mobiles', label: 'Mobile Numbers', children: record },
]);

type Input = InferInputData<typeof inputFields>;
type Output = OutputOf<typeof outputFields>;

/** Adds up to ten numbers. `already_opted_out` is `null` if the check before fails. */
const add = async (api: Api, numbers: readonly string[]): Promise<OutputOf<typeof record>[]> => {
  const before = await optedOut(api, numbers).catch(() => null);
  await addOptouts(api, numbers);
  return numbers.map((mobile) => ({
    mobile,
    note: null,
    created_at: null,
    already_opted_out: before?.has(mobile) ?? null,
  }));
};

export const perform = step(async ({ connection, api }, { inputData }: Bundle<Input>): Promise<Output> => {
  const numbers = await readMobiles(inputData.mobile, connection.defaultCountry);
  const added: OutputOf<typeof record>[] = [];
  for (let start = 0; start < numbers.length; start += MOST_NUMBERS) {
    added.push(...(await add(api, numbers.slice(start, start + MOST_NUMBERS))));
  }
  return firstOfAll(added);
}) satisfies CreatePerform<Input>;

const sampleRecord = { mobile: '61491570156', note: null, created_at: null, already_opted_out: false };
const sample: Output = { ...sampleRecord, mobiles: [sampleRecord] };

export default defineCreate({
  key: 'add_optout',
  noun: 'Opt-Out',
  display: {
    label: 'Add Opt-Out',
    description:
      'Adds phone numbers to the opt-out list, so that they get no more messages. A second call changes nothing. Returns each entry and, as `already_opted_out`, whether it was on the list before.',
  },
  operation: { perform, inputFields, outputFields, sample },
});
