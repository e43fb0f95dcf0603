import { defineOutputFields, type OutputOf } from '@messaging/fields/output';
import {
  type Bundle,
  defineInputFields,
  defineSearch,
  type InferInputData,
  type SearchPerform,
} from 'zapier-platform-core';
import { isApproved } from '../api/templates.ts';
import { findIn } from '../find.ts';
import { step } from '../step.ts';

export const inputFields = defineInputFields([
  {
    key: 'name',
    label: 'Name',
    type: 'string',
    required: false,
    helpText: 'All or part of the template name.',
  },
  {
    key: 'id',
    label: 'Template ID',
    type: 'string',
    required: false,
    dynamic: 'template_list.id.name',
    helpText: 'Use this instead of Name if you have it.',
  },
]);

export const outputFields = defineOutputFields([
  { key: 'id', label: 'Template ID', type: 'string', required: true },
  { key: 'name', label: 'Name', type: 'string', required: true },
  { key: 'language', label: 'Language', type: 'string' },
  { key: 'category', label: 'Category', type: 'string' },
  { key: 'status', label: 'Status', type: 'string' },
  { key: 'body', label: 'Text', type: 'string' },
  { key: 'placeholder_count', label: 'Placeholder Count', type: 'integer', required: true },
]);

type Input = InferInputData<typeof inputFields>;
type Output = OutputOf<typeof outputFields>;

export const perform = step(async ({ mottasl }, { inputData }: Bundle<Input>): Promise<Output[]> => {
  const { name, id } = inputData;
  const found = findIn(await mottasl.templates(), { name, id, plural: 'templates' });
  // Only approved templates can be sent, so they come first.
  return found
    .toSorted((one, other) => Number(isApproved(other)) - Number(isApproved(one)))
    .map(({ placeholders, ...template }) => ({ ...template, placeholder_count: placeholders.length }));
}) satisfies SearchPerform<Input>;

const sample: Output = {
  id: 'order_ready',
  name: 'order_ready',
  language: 'en',
  category: 'UTILITY',
  status: 'approved',
  body: 'Hello {{1}}, your order {{2}} is ready.',
  placeholder_count: 2,
};

export default defineSearch({
  key: 'find_template',
  noun: 'Template',
  display: {
    label: 'Find Template',
    description:
      'Finds a message template by name or ID, with its text and number of placeholders. Changes nothing. Returns up to 20 templates, approved ones first.',
  },
  operation: { perform, inputFields, outputFields, sample },
});
