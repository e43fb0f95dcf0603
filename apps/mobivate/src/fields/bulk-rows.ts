import { InvalidInputError, quoted } from '@messaging/errors/invalid-input';
import { recipients } from '@messaging/fields/bulk';
import {
  invalidRow,
  isReady,
  loadRecipientReader,
  type ReadyRow,
  type Recipient,
  type Row,
} from '@messaging/fields/rows';
import {
  applyTextRules,
  body,
  type RowText,
  readRowText,
  readTextRules,
  type TextInput,
  type TextRules,
} from '@messaging/fields/text';
import { newReference, rowReference } from '@messaging/gateway/reference';
import { readLine, readLineItems, readList, readText } from '@messaging/zapier/input';
import { defineInputField } from 'zapier-platform-core';
import type { BulkRow } from '../api/batch.ts';
import { recipient, reference } from './message.ts';

/** Input fields for the rows of a bulk send, and their reader. */

/** Its children have the same keys as other fields, which the platform allows only in fields that a function returns. */
export const messages = defineInputField({
  key: 'messages',
  label: 'Messages',
  helpText:
    'One row per person, with a text each. Rows as JSON text work too. Use this instead of Recipients.',
  children: [
    {
      key: recipient.key,
      label: recipient.label,
      type: 'string',
      required: true,
      helpText: 'A phone number with its country code, like `+447700900123`.',
    },
    {
      key: body.key,
      label: body.label,
      type: 'text',
      required: false,
      helpText: 'Leave blank to use the Message Body above.',
    },
    { ...reference },
  ],
});

export const groupIds = defineInputField({
  key: 'group_ids',
  label: 'Group IDs',
  type: 'string',
  list: true,
  required: false,
  helpText:
    'IDs of contact groups, one per entry. Everyone in them gets the Message Body. Each group counts as one row.',
});

/** The input of the fields above. Rows of {@link messages} may also arrive as one list per column. */
export interface RowsInput extends TextInput {
  readonly recipients?: unknown;
  readonly messages?: unknown;
  readonly recipient?: unknown;
  readonly reference?: unknown;
  readonly group_ids?: unknown;
}

export type MessageRow = ReadyRow & BulkRow;

/** The rows in order, and the text for rows without one. */
export interface BulkRows {
  readonly rows: Row<MessageRow>[];
  readonly text: string | undefined;
}

const toRow = (row: number, to: Recipient, text: RowText, reference: string): Row<MessageRow> => {
  if (to.problem !== null) return invalidRow(row, to.recipient, to.problem);
  if (text.problem !== null) return invalidRow(row, to.recipient, text.problem);
  return { row, recipient: to.recipient, text: text.text, parts: text.parts, reference };
};

const toGroup = (id: string): Recipient => ({
  recipient: id,
  problem: /^[\w-]+$/.test(id)
    ? null
    : `${groupIds.label} ${quoted(id)} is not a group ID. Check the ID in your Mobivate account.`,
});

/** The size of a group is unknown, so the number of parts is too. */
const toGroupRow = (number: number, id: string, text: RowText, reference: string): Row<MessageRow> => {
  const row = toRow(number, toGroup(id), text, reference);
  return isReady(row) ? { ...row, parts: null, isGroup: true } : row;
};

const EMPTY = `${recipients.label} is blank. Map phone numbers into it and enter a ${body.label}, or map rows into ${messages.label}.`;
const BOTH = `${recipients.label} and ${messages.label} are both filled in. Use one of them, and clear the other.`;

/**
 * Reads the rows of a step, each ready or rejected with a reason. A row without a reference gets one with its number.
 * @throws InvalidInputError if there are no rows, if both Recipients and Messages are filled in, or if rows need the common
 * text and it is invalid
 */
export const readBulkRows = async (
  input: RowsInput,
  defaultCountry: string | null,
  counted?: TextRules['counted'],
): Promise<BulkRows> => {
  const step = newReference();
  const read = await loadRecipientReader(recipient.label, defaultCountry);
  const rules = readTextRules(input, counted);
  const written = readText(input.body);
  const numbers = readList(input.recipients);
  const groups = readList(input.group_ids);
  const ownBodies = Array.isArray(input.body) ? input.body : undefined;
  const columns = { recipient: input.recipient, body: ownBodies, reference: input.reference };
  const items = readLineItems(messages.label, input.messages, columns);
  if (numbers.length > 0 && items.length > 0) throw new InvalidInputError(BOTH);
  if (numbers.length + items.length + groups.length === 0) throw new InvalidInputError(EMPTY);
  if (numbers.length + groups.length > 0) applyTextRules(rules, written);
  const common = readRowText(rules, written);
  const rows = items.map((item, index) => {
    const own = readText(item.body);
    const to = read(readText(item.recipient) ?? '');
    const reference = readLine(item.reference) ?? rowReference(step, index + 1);
    return toRow(index + 1, to, own === undefined ? common : readRowText(rules, own), reference);
  });
  const add = (to: (row: number, reference: string) => Row<MessageRow>) => {
    const row = rows.length + 1;
    rows.push(to(row, rowReference(step, row)));
  };
  for (const number of numbers) add((row, word) => toRow(row, read(number), common, word));
  for (const id of groups) add((row, word) => toGroupRow(row, id, common, word));
  return { rows, text: common.problem === null ? common.text : undefined };
};
