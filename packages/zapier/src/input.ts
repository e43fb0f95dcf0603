import { InvalidInputError } from '@messaging/errors/invalid-input';

/**
 * Readers for `bundle.inputData`. Zapier does not check what people map into a field, so nothing is believed:
 * whatever is empty counts as not given.
 */

/** Text as it came, or `undefined`; numbers and booleans mapped into a text field become text. */
export const readText = (value: unknown): string | undefined => {
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  return typeof value === 'string' && value.trim() !== '' ? value : undefined;
};

const emptyField = (label: string): InvalidInputError =>
  new InvalidInputError(`${label} is empty: fill it in, or map a field that always holds something.`);

/**
 * Text that must be there, as it came.
 * @throws InvalidInputError that names the field
 */
export const requireText = (label: string, value: unknown): string => {
  const text = readText(value);
  if (text === undefined) throw emptyField(label);
  return text;
};

/** A single word or line: blanks around it are no part of it. */
export const readLine = (value: unknown): string | undefined => readText(value)?.trim();

const YES = new Set(['true', 'yes', 'y', '1', 'on']);
const NO = new Set(['false', 'no', 'n', '0', 'off']);

/** A yes or no, or `undefined` where neither was given. */
export const readFlag = (value: unknown): boolean | undefined => {
  const word = readLine(value)?.toLowerCase() ?? '';
  if (YES.has(word)) return true;
  return NO.has(word) ? false : undefined;
};

/**
 * The items of a list, in the order given. A list arrives as an array with blanks in it, or as one text: items pasted
 * with commas, semicolons, tabs or line breaks between them are taken apart, blanks stay within their item.
 */
export const readList = (value: unknown): string[] => {
  const items: string[] = [];
  for (const entry of Array.isArray(value) ? value : [value]) {
    for (const piece of (readText(entry) ?? '').split(/[,;\t\r\n]/)) {
      if (piece.trim() !== '') items.push(piece.trim());
    }
  }
  return items;
};

type Item = Record<string, unknown>;

const isItem = (value: unknown): value is Item =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Columns as rows: as many as the longest column; a column that is no list has its value in the first row. */
const rowsOf = (columns: Item): Item[] => {
  const lists = Object.entries(columns)
    .filter(([, column]) => column !== undefined && column !== null && column !== '')
    .map(([key, column]): [string, unknown[]] => [key, Array.isArray(column) ? column : [column]]);
  const length = lists.reduce((most, [, list]) => Math.max(most, list.length), 0);
  return Array.from({ length }, (_, row) => Object.fromEntries(lists.map(([key, list]) => [key, list[row]])));
};

const isFilled = (item: Item): boolean => Object.values(item).some((value) => readText(value) !== undefined);

/**
 * Line items. They arrive as a list of records, as one record of lists, or flattened: each child field as a list of its
 * own, given in `columns`. What is no record among them counts as an empty one, so that rows keep their numbers; where
 * all are empty, as in a form that nobody filled in, there are none.
 */
export const readLineItems = (items: unknown, columns: Item): Item[] => {
  const isList = Array.isArray(items) && items.length > 0;
  const rows = isList
    ? items.map((item) => (isItem(item) ? item : {}))
    : rowsOf(isItem(items) ? items : columns);
  return rows.some(isFilled) ? rows : [];
};

/**
 * The items of a list that must not be empty.
 * @throws InvalidInputError that names the field
 */
export const requireList = (label: string, value: unknown): string[] => {
  const items = readList(value);
  if (items.length === 0) throw emptyField(label);
  return items;
};

/** Named values, such as what goes into placeholders; empty ones stay, `undefined` where there are none at all. */
export const readDict = (value: unknown): Record<string, string> | undefined => {
  if (!isItem(value)) return undefined;
  const entries = Object.entries(value).flatMap(([name, entry]): [string, string][] => {
    const text = entry === '' ? entry : readText(entry);
    return name.trim() === '' || text === undefined ? [] : [[name.trim(), text]];
  });
  return entries.length > 0 ? Object.fromEntries(entries) : undefined;
};
