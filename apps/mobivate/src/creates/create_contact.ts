import { mobile, readMobile } from '@messaging/fields/mobile';
import { readDict, readLine, requireList } from '@messaging/zapier/input';
import {
  type Bundle,
  type CreatePerform,
  defineCreate,
  defineInputFields,
  type InferInputData,
  type PlainInputField,
  type ZObject,
} from 'zapier-platform-core';
import type { Classic, Vortex } from '../api/client.ts';
import { platformOf } from '../api/connection.ts';
import { applications } from '../fields/applications.ts';
import { type ContactOutput, contactFields, contactSample } from '../fields/contact-output.ts';
import { step } from '../step.ts';

const fields = {
  key: 'fields',
  label: 'Custom Fields',
  type: 'string',
  dict: true,
  required: false,
  helpText: 'Extra details, such as `city`, that your message templates can use.',
} as const;

const reference = {
  key: 'reference',
  label: 'Reference',
  type: 'string',
  required: false,
  helpText: 'An ID of your choice for this contact, such as a customer number.',
} as const;

const isClassic = (bundle: Bundle): boolean => platformOf(bundle.authData) === 'Classic';

const requiredFields = (_z: ZObject, bundle: Bundle): PlainInputField[] =>
  isClassic(bundle) ? [applications] : [];

const optionalFields = (_z: ZObject, bundle: Bundle): PlainInputField[] =>
  isClassic(bundle) ? [reference] : [fields];

export const inputFields = defineInputFields([
  mobile,
  requiredFields,
  {
    key: 'name',
    label: 'Name',
    type: 'string',
    required: false,
    helpText:
      'The name of the contact. On Vortex, Send Alias SMS uses it as the alias. Leave blank to use the number.',
  },
  optionalFields,
]);

type Input = InferInputData<typeof inputFields>;

const createInBook = (vortex: Vortex, msisdn: string, input: Input): Promise<ContactOutput> =>
  vortex.createContact({
    mobile: msisdn,
    alias: readLine(input.name) ?? msisdn,
    fields: readDict(fields.label, input.fields),
  });

const addToLists = async (classic: Classic, msisdn: string, input: Input): Promise<ContactOutput> => {
  const name = readLine(input.name);
  await classic.addToLists({
    mobile: msisdn,
    applications: requireList(applications.label, input.applications),
    name,
    reference: readLine(input.reference),
  });
  return { id: null, mobile: msisdn, name: name ?? null, created_at: null };
};

export const perform = step(async ({ connection, mobivate }, { inputData }: Bundle<Input>) => {
  const msisdn = await readMobile(inputData.mobile, connection.defaultCountry);
  return mobivate.platform === 'Vortex'
    ? createInBook(mobivate, msisdn, inputData)
    : addToLists(mobivate, msisdn, inputData);
}) satisfies CreatePerform<Input>;

export default defineCreate({
  key: 'create_contact',
  noun: 'Contact',
  display: {
    label: 'Create Contact',
    description:
      'Creates a contact in the address book, or adds a number to lists of a Classic account. A second call may create it again, so search for it first. Returns the contact.',
  },
  operation: { perform, inputFields, outputFields: contactFields, sample: contactSample },
});
