import { readLine, requireText } from '@messaging/zapier/input';
import {
  type Bundle,
  type CreatePerform,
  defineCreate,
  defineInputFields,
  type InferInputData,
} from 'zapier-platform-core';
import { rawField } from '../fields/raw.ts';
import { tagFields, tagSample } from '../fields/tag-output.ts';
import { step } from '../step.ts';

export const inputFields = defineInputFields([
  {
    key: 'name',
    label: 'Name',
    type: 'string',
    required: true,
    helpText: 'The name of the tag, such as `regular`.',
  },
  {
    key: 'description',
    label: 'Description',
    type: 'string',
    required: false,
    helpText: 'What the tag is for. Your agents see it in Azeer.',
  },
  {
    key: 'colour',
    label: 'Colour',
    type: 'string',
    required: false,
    helpText: 'A hex code, such as `#3366ff`.',
  },
]);

type Input = InferInputData<typeof inputFields>;

export const perform = step(async ({ mottasl }, { inputData }: Bundle<Input>) => {
  const { record, raw } = await mottasl.createTag({
    name: requireText('Name', inputData.name).trim(),
    description: readLine(inputData.description) ?? null,
    colour: readLine(inputData.colour) ?? null,
  });
  return { ...record, raw };
}) satisfies CreatePerform<Input>;

export default defineCreate({
  key: 'create_tag',
  noun: 'Tag',
  display: {
    label: 'Create Tag',
    description:
      'Creates a tag for contacts. A second call may fail or create the tag again, so search for it first. Returns the tag.',
  },
  operation: {
    perform,
    inputFields,
    outputFields: [...tagFields, rawField],
    sample: { ...tagSample, raw: null },
  },
});
