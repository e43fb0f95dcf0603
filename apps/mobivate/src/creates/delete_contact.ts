import { InvalidInputError, quoted } from '@messaging/errors/invalid-input';
import { mobile, readMobile } from '@messaging/fields/mobile';
import { defineOutputFields, type OutputOf } from '@messaging/fields/output';
import { requireList, requireText } from '@messaging/zapier/input';
import {
  type Bundle,
  type CreatePerform,
  defineCreate,
  defineInputFields,
  type InferInputData,
  type PlainInputField,
  type ZObject,
} from 'zapier-platform-core';
import { platformOf } from '../api/connection.ts';
import { applications } from '../fields/applications.ts';
import { step } from '../step.ts';

const contactId = {
  key: 'contact_id',
  label: 'Contact',
  type: 'string',
  required: true,
  dynamic: 'contact_list.id.name',
  search: 'find_contact.id',
  helpText: 'The contact to delete, or its ID from an earlier Find Contact step.',
} as const;

const platformFields = (_z: ZObject, bundle: Bundle): PlainInputField[] =>
  platformOf(bundle.authData) === 'Classic' ? [mobile, applications] : [contactId];

export const inputFields = defineInputFields([
  platformFields,
  {
    key: 'warning',
    type: 'copy',
    helpText:
      '**A deleted contact cannot be restored.** The opt-out of its number stays. Remove that only with the person’s renewed consent.',
  },
]);

export const outputFields = defineOutputFields([
  { key: 'id', label: 'Contact ID', type: 'string', required: true },
  { key: 'deleted', label: 'Deleted', type: 'boolean', required: true },
]);

type Input = InferInputData<typeof inputFields>;
type Output = OutputOf<typeof outputFields>;

/** Validates the ID, because it becomes part of a path. */
const readContactId = (value: unknown): string => {
  const id = requireText(contactId.label, value).trim();
  if (/^[\w-]+$/.test(id)) return id;
  throw new InvalidInputError(
    `${contactId.label} ${quoted(id)} is not a contact ID. Choose a contact from the list, or map the ID from Find Contact.`,
  );
};

export const perform = step(
  async ({ connection, mobivate }, { inputData }: Bundle<Input>): Promise<Output> => {
    if (mobivate.platform === 'Vortex') {
      const id = readContactId(inputData.contact_id);
      return { id, deleted: await mobivate.deleteContact(id) };
    }
    const id = await readMobile(inputData.mobile, connection.defaultCountry);
    await mobivate.removeFromLists({
      mobile: id,
      applications: requireList(applications.label, inputData.applications),
    });
    return { id, deleted: true };
  },
) satisfies CreatePerform<Input>;

const sample: Output = { id: '6f1d2c3b-4a59-4867-b5a4-93827161504f', deleted: true };

export default defineCreate({
  key: 'delete_contact',
  noun: 'Contact',
  display: {
    label: 'Delete Contact',
    description:
      'Deletes a contact from the address book, or removes a number from lists of a Classic account. Cannot be undone. A second call changes nothing and, on Vortex, returns `deleted` as false.',
  },
  operation: { perform, inputFields, outputFields, sample },
});
