import { InvalidInputError, problemOf } from '@messaging/errors/invalid-input';
import { newReference, rowReference } from '@messaging/gateway/reference';
import { readLine, readLineItems, readList, readText } from '@messaging/zapier/input';
import { defineInputField, type PlainInputField } from 'zapier-platform-core';
import { recipients } from './bulk.ts';
import { recipient, reference } from './message.ts';
import { invalidRow, loadRecipientReader, type ReadyRow, type Recipient, type Row } from './rows.ts';
import {
  applyTextRules,
  body,
  type RowText,
  readRowText,
  readTextRules,
  type TextInput,
  type TextRules,
} from './text.ts';

/** The rows of a bulk send: one text for many numbers, or a different text per row. */

/** A column of the rows' field. */
type Column = Exclude<PlainInputField['children'], undefined>[number];

const MESSAGES = 'Messages';

/**
 * The field for rows with a text each, and more columns if a gateway has them. Its columns have the same keys
 * as other fields, which the platform allows only in fields that a function returns.
 */
export const messagesField = (...more: Column[]) =>
  defineInputField({
    key: 'messages',
    label: MESSAGES,
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
      ...more,
    ],
  });

/** What was mapped into the fields; rows also arrive flattened, a list for each column. */
export interface RowsInput extends TextInput {
  readonly recipients?: unknown;
  readonly messages?: unknown;
  readonly recipient?: unknown;
  readonly reference?: unknown;
}

export interface MessageRow extends ReadyRow {
  readonly text: string;
  readonly reference: string;
}

/** The rows in order, and the text for rows without one. */
export interface MessageRows<M> {
  readonly rows: Row<MessageRow & M>[];
  readonly text: string | undefined;
}

/** The parts of a bulk send that vary between gateways. */
interface Columns<M> {
  readonly defaultCountry: string | null;
  /** How to count a text that is not sent as written. */
  readonly counted?: TextRules['counted'] | undefined;
  /** More columns by their keys, as they arrive flattened. */
  readonly more?: Readonly<Record<string, unknown>>;
  /**
   * Reads the additional values of a row.
   * @throws InvalidInputError if a value is invalid
   */
  readonly readMore: (item: Readonly<Record<string, unknown>>) => M;
  /** Recipients other than numbers, with the common text. */
  readonly others?: readonly { readonly to: Recipient; readonly more: Partial<MessageRow> & M }[];
}

const EMPTY = `${recipients.label} is blank. Map phone numbers into it and enter a ${body.label}, or map rows into ${MESSAGES}.`;
const BOTH = `${recipients.label} and ${MESSAGES} are both filled in. Use one of them, and clear the other.`;

const toRow = <M extends object>(
  row: number,
  to: Recipient,
  text: RowText,
  reference: string,
  readMore: () => M,
): Row<MessageRow & M> => {
  if (to.problem !== null) return invalidRow(row, to.recipient, to.problem);
  if (text.problem !== null) return invalidRow(row, to.recipient, text.problem);
  const problem = problemOf(readMore);
  if (problem !== null) return invalidRow(row, to.recipient, problem);
  return { row, recipient: to.recipient, text: text.text, parts: text.parts, reference, ...readMore() };
};

/**
 * Reads the rows, each ready or rejected with a reason. A row without a reference gets one with its number.
 * @throws InvalidInputError if there are no rows, if both Recipients and Messages are filled in, or if rows
 * need the common text and it is invalid
 */
export const readMessageRows = async <M extends object>(
  input: RowsInput,
  { defaultCountry, counted, more = {}, readMore, others = [] }: Columns<M>,
): Promise<MessageRows<M>> => {
  const step = newReference();
  const read = await loadRecipientReader(recipient.label, defaultCountry);
  const rules = readTextRules(input, counted);
  const written = readText(input.body);
  const numbers = readList(input.recipients);
  const ownBodies = Array.isArray(input.body) ? input.body : undefined;
  const columns = { recipient: input.recipient, body: ownBodies, reference: input.reference, ...more };
  const items = readLineItems(MESSAGES, input.messages, columns);
  if (numbers.length > 0 && items.length > 0) throw new InvalidInputError(BOTH);
  if (numbers.length + items.length + others.length === 0) throw new InvalidInputError(EMPTY);
  if (numbers.length + others.length > 0) applyTextRules(rules, written);
  const common = readRowText(rules, written);
  const rows = items.map((item, index) => {
    const own = readText(item.body);
    const word = readLine(item.reference) ?? rowReference(step, index + 1);
    const text = own === undefined ? common : readRowText(rules, own);
    return toRow(index + 1, read(readText(item.recipient) ?? ''), text, word, () => readMore(item));
  });
  const withCommonText = [...numbers.map((number) => ({ to: read(number), more: readMore({}) })), ...others];
  for (const { to, more: rest } of withCommonText) {
    const row = rows.length + 1;
    rows.push(toRow(row, to, common, rowReference(step, row), () => rest));
  }
  return { rows, text: common.problem === null ? common.text : undefined };
};
