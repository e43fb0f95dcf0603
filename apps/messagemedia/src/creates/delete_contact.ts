import { defineOutputFields, type OutputOf } from '@messaging/fields/output';
import {
  type Bundle,
  type CreatePerform,
  defineCreate,
  defineInputFields,
  type InferInputData,
} from 'zapier-platform-core';
import { deleteContact } from '../api/contacts.ts';
import { readId } from '../fields/id.ts';
import { step } from '../step.ts';

const contactId = {
  key: 'contact_id',
  label: 'Contact ID',
  type: 'string',
  required: true,
  helpText: 'The contact ID from an earlier Find Contact step.',
} as const;

export const inputFields = defineInputFields([
  contactId,
  {
    key: 'warning',
    type: 'copy',
    helpText: '**A deleted contact cannot be restored.** The opt-out of its number stays.',
  },
]);

export const outputFields = defineOutputFields([
  { key: 'id', label: 'Contact ID', type: 'string', required: true },
  { key: 'deleted', label: 'Deleted', type: 'boolean', required: true },
]);

type Input = InferInputData<typeof inputFields>;
type Output = OutputOf<typeof outputFields>;

export const perform = step(async ({ api }, { inputData }: Bundle<Input>): Promise<Output> => {
  const id = readId(contactId.label, inputData.contact_id);
  return { id, deleted: await deleteContact(api, id) };
}) satisfies CreatePerform<Input>;

const sample: Output = { id: '6f1d2c3b-4a59-4867-b5a4-93827161504f', deleted: true };

export default defineCreate({
  key: 'delete_contact',
  noun: 'Contact',
  display: {
    label: 'Delete Contact',
    description:
      'Deletes a contact from the address book. Cannot be undone. A second call changes nothing and returns `deleted` as false.',
  },
  operation: { perform, inputFields, outputFields, sample },
});
