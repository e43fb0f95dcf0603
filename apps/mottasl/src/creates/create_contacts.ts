import { InvalidInputError } from '@messaging/errors/invalid-input';
import { readReturnResults } from '@messaging/fields/bulk';
import { isReady, withoutDuplicates } from '@messaging/fields/rows';
import {
  type Bundle,
  type CreatePerform,
  defineCreate,
  defineInputFields,
  type InferInputData,
} from 'zapier-platform-core';
import { modeFor } from '../api/contacts.ts';
import { contacts, readContactRows } from '../fields/contact-rows.ts';
import {
  contactsFields,
  contactsSample,
  returnResults,
  toContactsOutput,
} from '../fields/contacts-output.ts';
import { step } from '../step.ts';

export const inputFields = defineInputFields([contacts, returnResults]);

type Input = InferInputData<typeof inputFields>;

export const perform = step(async ({ connection, mottasl }, { inputData }: Bundle<Input>) => {
  const returned = readReturnResults(inputData.return_results);
  const rows = withoutDuplicates(await readContactRows(inputData, connection.defaultCountry));
  if (rows.length === 0) {
    throw new InvalidInputError(`${contacts.label} is blank. Map one row for each contact.`);
  }
  const ready = rows.filter(isReady);
  return toContactsOutput(modeFor(ready.length), rows, await mottasl.createContacts(ready), returned);
}) satisfies CreatePerform<Input>;

export default defineCreate({
  key: 'create_contacts',
  noun: 'Contact',
  display: {
    label: 'Create Contacts',
    description:
      'Creates one or more contacts. More than 15 are created in the background. Returns counts and a result for each row. Rows with the status `unknown` may have been created.',
  },
  operation: { perform, inputFields, outputFields: contactsFields, sample: contactsSample },
});
