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
import type { Contact } from '../api/contact.ts';
import { requireVortex } from '../api/platform.ts';
import { type ContactOutput, contactFields, contactSample } from '../fields/contact-output.ts';
import { step } from '../step.ts';

const LABEL = 'Find Contact';

export const inputFields = defineInputFields([
  { ...mobile, required: false, helpText: `${mobile.helpText} Fill in this, Name, or both.` },
  {
    key: 'name',
    label: 'Name',
    type: 'string',
    required: false,
    helpText: 'The alias of the contact, in upper or lower case. Fill in this, Mobile Number, or both.',
  },
]);

type Input = InferInputData<typeof inputFields>;

const readWanted = async (
  input: Input,
  defaultCountry: string | null,
): Promise<(contact: Contact) => boolean> => {
  const name = readLine(input.name)?.toLowerCase();
  const written = readLine(input.mobile);
  if (name === undefined && written === undefined) {
    throw new InvalidInputError(
      'Mobile Number and Name are both blank. Fill in one of them, or map a field that always has a value.',
    );
  }
  const msisdn = written === undefined ? undefined : await readMobile(written, defaultCountry);
  return (contact) =>
    (msisdn === undefined || contact.mobile === msisdn) &&
    (name === undefined || contact.name?.trim().toLowerCase() === name);
};

export const perform = step(
  async ({ connection, mobivate }, { inputData }: Bundle<Input>): Promise<ContactOutput[]> => {
    const vortex = requireVortex(mobivate, LABEL);
    const contact = await vortex.findContact(await readWanted(inputData, connection.defaultCountry));
    return contact ? [contact] : [];
  },
) satisfies SearchPerform<Input>;

export default defineSearch({
  key: 'find_contact',
  noun: 'Contact',
  display: {
    label: LABEL,
    description:
      'Finds a contact in the address book by phone number or name. Vortex accounts only. Changes nothing. Returns one contact or none.',
  },
  operation: { perform, inputFields, outputFields: contactFields, sample: contactSample },
});
