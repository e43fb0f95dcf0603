import { InvalidInputError } from '@messaging/errors/invalid-input';
import { mobile, readMobile } from '@messaging/fields/mobile';
import { readLine } from '@messaging/zapier/input';
import {
  type Bundle,
  defineInputFields,
  defineSearch,
  type InferInputData,
  type SearchPerform,
} from 'zapier-platform-core';
import { type Contact, findByNumber, findContact } from '../api/contacts.ts';
import { type ContactOutput, contactFields, contactSample } from '../fields/contact-output.ts';
import { type Step, step } from '../step.ts';

export const inputFields = defineInputFields([
  { ...mobile, required: false, helpText: `${mobile.helpText} Fill in this, Name, or both.` },
  {
    key: 'name',
    label: 'Name',
    type: 'string',
    required: false,
    helpText: 'The full name of the contact, in upper or lower case. Fill in this, Mobile Number, or both.',
  },
]);

type Input = InferInputData<typeof inputFields>;

const isNamed = (name: string) => (contact: Contact) => contact.name?.trim().toLowerCase() === name;

/** Finds a contact by number with one request, or by name across the address book. */
const find = async ({ connection, api }: Step, input: Input): Promise<Contact | null> => {
  const name = readLine(input.name)?.toLowerCase();
  const written = readLine(input.mobile);
  if (written !== undefined) {
    const contact = await findByNumber(api, await readMobile(written, connection.defaultCountry));
    return contact !== null && (name === undefined || isNamed(name)(contact)) ? contact : null;
  }
  if (name !== undefined) return findContact(api, isNamed(name));
  throw new InvalidInputError(
    'Mobile Number and Name are both blank. Fill in one of them, or map a field that always has a value.',
  );
};

export const perform = step(async (opened, { inputData }: Bundle<Input>): Promise<ContactOutput[]> => {
  const contact = await find(opened, inputData);
  return contact ? [{ ...contact, created: false }] : [];
}) satisfies SearchPerform<Input>;

export default defineSearch({
  key: 'find_contact',
  noun: 'Contact',
  display: {
    label: 'Find Contact',
    description:
      'Finds a contact in the address book by phone number or name. Changes nothing. Returns one contact or none.',
  },
  operation: {
    perform,
    inputFields,
    outputFields: contactFields,
    sample: { ...contactSample, created: false },
  },
});
