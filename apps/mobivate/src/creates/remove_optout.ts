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

export const inputFields = defineInputFields([
  mobile,
  {
    key: 'warning',
    type: 'copy',
    helpText:
      'Anyone you remove from the opt-out list gets messages again. Do this **only with their renewed consent**, such as a START message from them.',
  },
]);

export const outputFields = defineOutputFields([
  { key: 'mobile', label: 'Mobile Number', type: 'string', required: true },
  { key: 'removed', label: 'Removed', type: 'boolean', required: true },
]);

type Input = InferInputData<typeof inputFields>;
type Output = OutputOf<typeof outputFields>;

export const perform = step(
  async ({ connection, mobivate }, { inputData }: Bundle<Input>): Promise<Output> => {
    const msisdn = await readMobile(inputData.mobile, connection.defaultCountry);
    return { mobile: msisdn, removed: await mobivate.removeOptout(msisdn) };
  },
) satisfies CreatePerform<Input>;

const sample: Output = { mobile: '447700900123', removed: true };

export default defineCreate({
  key: 'remove_optout',
  noun: 'Opt-Out',
  display: {
    label: 'Remove Opt-Out',
    description:
      'Removes a phone number from the opt-out list, so that it gets messages again. Needs the person’s consent. A second call changes nothing and returns `removed` as false.',
  },
  operation: { perform, inputFields, outputFields, sample },
});
