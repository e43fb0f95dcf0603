import { defineOutputFields, type OutputOf } from '@messaging/fields/output';
import { requireText } from '@messaging/zapier/input';
import {
  type Bundle,
  type CreatePerform,
  defineCreate,
  defineInputFields,
  type InferInputData,
} from 'zapier-platform-core';
import { requireVortex } from '../api/platform.ts';
import { step } from '../step.ts';

const LABEL = 'Create Contact Group';

const name = {
  key: 'name',
  label: 'Name',
  type: 'string',
  required: true,
  helpText: 'A unique name. Mobivate refuses a second group with the same name.',
} as const;

export const inputFields = defineInputFields([name]);

export const outputFields = defineOutputFields([
  { key: 'id', label: 'Group ID', type: 'string' },
  { key: 'name', label: 'Name', type: 'string', required: true },
]);

type Input = InferInputData<typeof inputFields>;
type Output = OutputOf<typeof outputFields>;

export const perform = step(async ({ mobivate }, { inputData }: Bundle<Input>): Promise<Output> => {
  const vortex = requireVortex(mobivate, LABEL);
  return vortex.createGroup(requireText(name.label, inputData.name).trim());
}) satisfies CreatePerform<Input>;

const sample: Output = { id: '0b9c7f6e-5d4c-4b3a-9281-706f5e4d3c2b', name: 'Regulars' };

export default defineCreate({
  key: 'create_contact_group',
  noun: 'Group',
  display: {
    label: LABEL,
    description:
      'Creates an empty group of contacts that Send Bulk SMS can send to. Vortex accounts only. Returns the group. Its ID is blank if the request was not confirmed.',
  },
  operation: { perform, inputFields, outputFields, sample },
});
