import { InvalidInputError, quoted } from '@messaging/errors/invalid-input';
import { mobile, readMobile } from '@messaging/fields/mobile';
import { defineOutputFields } from '@messaging/fields/output';
import { requireList } from '@messaging/zapier/input';
import {
  type Bundle,
  type CreatePerform,
  defineCreate,
  defineInputField,
  defineInputFields,
  type InferInputData,
} from 'zapier-platform-core';
import { rawField } from '../fields/raw.ts';
import { step } from '../step.ts';

const tagIds = defineInputField({
  key: 'tag_ids',
  label: 'Tags',
  type: 'string',
  required: true,
  list: true,
  dynamic: 'tag_list.id.name',
  search: 'find_tag.id',
  helpText: 'The tags to add. The contact keeps its other tags.',
});

export const inputFields = defineInputFields([mobile, tagIds]);

const outputFields = defineOutputFields([
  { key: 'mobile', label: 'Mobile Number', type: 'string', required: true },
  { key: 'tag_ids', label: 'Tag IDs', type: 'string', list: true, required: true },
]);

type Input = InferInputData<typeof inputFields>;

const readTagIds = (value: unknown): string[] => {
  const ids = requireList(tagIds.label, value);
  const odd = ids.find((id) => !/^\d+$/.test(id));
  if (odd === undefined) return ids;
  throw new InvalidInputError(
    `${tagIds.label} ${quoted(odd)} is not a tag ID. Choose a tag from the list, or map the ID from Find Tag.`,
  );
};

export const perform = step(async ({ connection, mottasl }, { inputData }: Bundle<Input>) => {
  const msisdn = await readMobile(inputData.mobile, connection.defaultCountry);
  const ids = readTagIds(inputData.tag_ids);
  return { mobile: msisdn, tag_ids: ids, raw: await mottasl.tagContact(msisdn, ids.map(Number)) };
}) satisfies CreatePerform<Input>;

export default defineCreate({
  key: 'tag_contact',
  noun: 'Contact',
  display: {
    label: 'Tag Contact',
    description:
      'Tags a contact, which keeps its other tags. To look up tag IDs, use Find Tag. A second call changes nothing.',
  },
  operation: {
    perform,
    inputFields,
    outputFields: [...outputFields, rawField],
    sample: { mobile: '447700900123', tag_ids: ['12'], raw: null },
  },
});
