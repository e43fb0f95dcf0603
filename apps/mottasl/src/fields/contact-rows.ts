import { quoted } from '@messaging/errors/invalid-input';
import { invalidRow, type ReadyRow, type Row } from '@messaging/fields/rows';
import { loadPhoneNumbers, phoneSentence } from '@messaging/sms/phone';
import { readLine, readLineItems, readList, readText } from '@messaging/zapier/input';
import { defineInputField } from 'zapier-platform-core';
import type { NewContact } from '../api/contacts.ts';

export const contacts = defineInputField({
  key: 'contacts',
  label: 'Contacts',
  children: [
    {
      key: 'mobile',
      label: 'Mobile Number',
      type: 'string',
      required: true,
      helpText: 'One row per contact. Rows as JSON text work too.',
    },
    {
      key: 'name',
      label: 'Name',
      type: 'string',
      required: true,
      helpText: 'The name of the contact, as your agents see it.',
    },
    {
      key: 'email',
      label: 'Email',
      type: 'string',
      required: false,
      helpText: 'An email address, such as `lina@example.org`.',
    },
    {
      key: 'image_url',
      label: 'Image URL',
      type: 'string',
      required: false,
      helpText: 'A public link to a picture of the contact.',
    },
    {
      key: 'country_code',
      label: 'Country Code',
      type: 'string',
      required: false,
      helpText: 'Two letters, such as `SA`. Leave blank to use the country of the number.',
    },
    {
      key: 'tag_ids',
      label: 'Tags',
      type: 'string',
      required: false,
      helpText: 'One or more tag IDs, such as `12` or `12;15`.',
    },
  ],
});

/** Zapier may also pass rows flattened, as a list per column. */
export interface ContactsInput {
  readonly contacts?: unknown;
  readonly mobile?: unknown;
  readonly name?: unknown;
  readonly email?: unknown;
  readonly image_url?: unknown;
  readonly country_code?: unknown;
  readonly tag_ids?: unknown;
}

export type ContactRow = ReadyRow & NewContact;

const toRow = (
  row: number,
  item: Record<string, unknown>,
  read: Awaited<ReturnType<typeof loadPhoneNumbers>>['read'],
  defaultCountry: string | null,
): Row<ContactRow> => {
  const written = readText(item.mobile) ?? '';
  const number = read(written, defaultCountry);
  if (number.problem !== null)
    return invalidRow(row, written, phoneSentence('Mobile Number', written, number.problem));
  const name = readLine(item.name);
  if (name === undefined)
    return invalidRow(row, number.msisdn, 'Name is blank. Azeer needs a name for each contact. Fill it in.');
  const countryCode = readLine(item.country_code) ?? number.country;
  if (countryCode === null) {
    const reason = `Country Code is blank, and the number ${quoted(written)} doesn't show the country. Fill in Country Code.`;
    return invalidRow(row, number.msisdn, reason);
  }
  const tags = readList(item.tag_ids).flatMap((tag) => tag.split(/\s+/));
  const odd = tags.find((tag) => !/^\d+$/.test(tag));
  if (odd !== undefined) {
    return invalidRow(
      row,
      number.msisdn,
      `Tags ${quoted(odd)} is not a tag ID. Use numbers such as 12; Find Tag gives them.`,
    );
  }
  return {
    row,
    recipient: number.msisdn,
    mobile: number.msisdn,
    name,
    email: readLine(item.email),
    imageUrl: readLine(item.image_url),
    countryCode,
    tagIds: tags.map(Number),
  };
};

/**
 * Reads the rows, each ready or rejected with a reason.
 * @throws InvalidInputError if the value is not a list of rows
 */
export const readContactRows = async (
  input: ContactsInput,
  defaultCountry: string | null,
): Promise<Row<ContactRow>[]> => {
  const { contacts: given, ...columns } = input;
  const { read } = await loadPhoneNumbers();
  return readLineItems(contacts.label, given, columns).map((item, index) =>
    toRow(index + 1, item, read, defaultCountry),
  );
};
