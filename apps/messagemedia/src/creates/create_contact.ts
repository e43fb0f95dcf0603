import { mobile, readMobile } from '@messaging/fields/mobile';
import { readLine, readList } from '@messaging/zapier/input';
import {
  type Bundle,
  type CreatePerform,
  defineCreate,
  defineInputFields,
  type InferInputData,
} from 'zapier-platform-core';
import { createContact } from '../api/contacts.ts';
import { type ContactOutput, contactFields, contactSample } from '../fields/contact-output.ts';
import { readId } from '../fields/id.ts';
import { step } from '../step.ts';

const listIds = {
  key: 'list_ids',
  label: 'Contact Lists',
  type: 'string',
  list: true,
  required: false,
  dynamic: 'contact_list.id.name',
  helpText: 'The lists to add a new contact to. An existing contact stays on its lists.',
} as const;

export const inputFields = defineInputFields([
  mobile,
  {
    key: 'first_name',
    label: 'First Name',
    type: 'string',
    required: false,
    helpText: 'Only used for a new contact.',
  },
  {
    key: 'last_name',
    label: 'Last Name',
    type: 'string',
    required: false,
    helpText: 'Only used for a new contact.',
  },
  listIds,
]);

type Input = InferInputData<typeof inputFields>;

export const perform = step(
  async ({ connection, api }, { inputData }: Bundle<Input>): Promise<ContactOutput> => {
    const { contact, created } = await createContact(api, {
      mobile: await readMobile(inputData.mobile, connection.defaultCountry),
      firstName: readLine(inputData.first_name),
      lastName: readLine(inputData.last_name),
      listIds: readList(inputData.list_ids).map((list) => readId(listIds.label, list)),
    });
    return { ...contact, created };
  },
) satisfies CreatePerform<Input>;

export default defineCreate({
  key: 'create_contact',
  noun: 'Contact',
  display: {
    label: 'Create Contact',
    description:
      'Creates a contact in the address book. If a contact with this number exists, returns that contact unchanged.',
  },
  operation: { perform, inputFields, outputFields: contactFields, sample: contactSample },
});
