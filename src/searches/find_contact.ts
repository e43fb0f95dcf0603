import {
  type Bundle,
  defineInputFields,
  defineSearch,
  type InferInputData,
  type SearchPerform,
} from 'zapier-platform-core';
import { type ContactOutput, contactFields, contactSample } from '../fields/contact-output.ts';
import { mobile, readMobile } from '../fields/mobile.ts';
import type { Contact } from '../mobivate/contact.ts';
import { requireVortex } from '../mobivate/platform.ts';
import { Refusal } from '../sms/refusal.ts';
import { step } from '../step.ts';
import { readLine } from '../zapier/input.ts';

const LABEL = 'Find Contact';

export const inputFields = defineInputFields([
  { ...mobile, required: false, helpText: `${mobile.helpText} Give this, or Name, or both.` },
  {
    key: 'name',
    label: 'Name',
    type: 'string',
    required: false,
    helpText: 'The alias of the contact, in capitals or not. Give this, or Mobile Number, or both.',
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
    throw new Refusal(
      'Mobile Number and Name are both empty: fill in one of them, or map a field that always holds something.',
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
    description: 'Finds a contact in the address book by phone number or name. Only on Vortex.',
  },
  operation: { perform, inputFields, outputFields: contactFields, sample: contactSample },
});
