import type { OutputOf } from '@messaging/fields/output';
import {
  type Bundle,
  defineInputFields,
  defineSearch,
  type InferInputData,
  type SearchPerform,
} from 'zapier-platform-core';
import { tagFields, tagSample } from '../fields/tag-output.ts';
import { findIn } from '../find.ts';
import { step } from '../step.ts';

export const inputFields = defineInputFields([
  { key: 'name', label: 'Name', type: 'string', required: false, helpText: 'All or part of the tag name.' },
  {
    key: 'id',
    label: 'Tag ID',
    type: 'string',
    required: false,
    dynamic: 'tag_list.id.name',
    helpText: 'Use this instead of Name if you have it.',
  },
]);

type Input = InferInputData<typeof inputFields>;

export const perform = step(
  async ({ mottasl }, { inputData }: Bundle<Input>): Promise<OutputOf<typeof tagFields>[]> => {
    const { name, id } = inputData;
    return findIn(await mottasl.tags(), { name, id, plural: 'tags' });
  },
) satisfies SearchPerform<Input>;

export default defineSearch({
  key: 'find_tag',
  noun: 'Tag',
  display: {
    label: 'Find Tag',
    description: 'Finds a tag by name or ID. Changes nothing. Returns up to 20 tags.',
  },
  operation: { perform, inputFields, outputFields: tagFields, sample: tagSample },
});
