import { mobile, readMobile } from '@messaging/fields/mobile';
import { defineOutputFields, type OutputOf } from '@messaging/fields/output';
import {
  type Bundle,
  type CreatePerform,
  defineCreate,
  defineInputFields,
  type InferInputData,
} from 'zapier-platform-core';
import { step } from '../step.ts';

export const inputFields = defineInputFields([mobile]);

export const outputFields = defineOutputFields([
  { key: 'mobile', label: 'Mobile Number', type: 'string', required: true },
  { key: 'note', label: 'Note', type: 'string' },
  { key: 'created_at', label: 'Created At', type: 'datetime' },
  { key: 'already_opted_out', label: 'Already Opted Out', type: 'boolean' },
]);

type Input = InferInputData<typeof inputFields>;
type Output = OutputOf<typeof outputFields>;

export const perform = step(
  async ({ connection, mobivate }, { inputData }: Bundle<Input>): Promise<Output> =>
    mobivate.addOptout(await readMobile(inputData.mobile, connection.defaultCountry)),
) satisfies CreatePerform<Input>;

const sample: Output = {
  mobile: '447700900123',
  note: 'API',
  created_at: '2026-03-02T09:30:00.000Z',
  already_opted_out: false,
};

export default defineCreate({
  key: 'add_optout',
  noun: 'Opt-Out',
  display: {
    label: 'Add Opt-Out',
    description: 'Adds a phone number to the opt-out list, so that it gets no more messages.',
  },
  operation: { perform, inputFields, outputFields, sample },
});
