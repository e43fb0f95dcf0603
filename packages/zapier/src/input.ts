import { InvalidInputError, quoted } from '@messaging/errors/invalid-input';

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

/** What was mapped into a field, as it may stand in a sentence. */
const shown = (value: unknown): string => quoted(readText(value) ?? JSON.stringify(value));

/** Whether there is nothing in a field: Zapier leaves empty fields out, or gives them as null, '' or []. */
const isEmpty = (value: unknown): boolean =>
  value === undefined ||
  value === null ||
  (typeof value === 'string' && value.trim() === '') ||
  (Array.isArray(value) && value.length === 0);

/**
 * A yes or no, or `undefined` where the field is empty.
 * @throws InvalidInputError for a value that is neither
 */
export const readFlag = (label: string, value: unknown): boolean | undefined => {
  if (isEmpty(value)) return undefined;
  const word = readLine(value)?.toLowerCase() ?? '';
  if (YES.has(word)) return true;
  if (NO.has(word)) return false;
  throw new InvalidInputError(
    `${label} ${shown(value)} is neither yes nor no. Use yes or no, or leave it blank.`,
  );
};

/**
 * A whole number, or `undefined` where the field is empty.
 * @throws InvalidInputError for anything else, and for a number outside of `least` and `most`
 */
export const readWhole = (
  label: string,
  value: unknown,
  { least, most = Number.MAX_SAFE_INTEGER }: { readonly least: number; readonly most?: number },
): number | undefined => {
  if (isEmpty(value)) return undefined;
  const text = readLine(value) ?? '';
  const number = /^-?\d+(?:\.0+)?$/.test(text) ? Number(text) : Number.NaN;
  if (number >= least && number <= most) return number;
  const range = most === Number.MAX_SAFE_INTEGER ? `${least} up` : `${least} to ${most}`;
  throw new InvalidInputError(
    `${label} ${shown(value)} is not a whole number from ${range}. Correct it, or leave it blank.`,
  );
};

/**
 * One of a field's choices, by its value or its label in any case; `undefined` where the field is empty.
 * @throws InvalidInputError that names the choices
 */
export const readChoice = <const C extends Readonly<Record<string, string>>>(
  label: string,
  value: unknown,
  choices: C,
): Extract<keyof C, string> | undefined => {
  if (isEmpty(value)) return undefined;
  const word = readLine(value)?.toLowerCase();
  for (const choice in choices) {
    if (choice === word || choices[choice]?.toLowerCase() === word) return choice;
  }
  throw new InvalidInputError(
    `${label} ${shown(value)} is not one of its choices. Use ${Object.keys(choices).join(', ')}, or leave it blank.`,
  );
};

/** What a text holds that is JSON of an array or an object; `undefined` for any other text. */
const parsedJson = (text: string): unknown => {
  if (!/^\s*[[{]/.test(text)) return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};

/** The items of an array: each is one, whatever it holds, but JSON text of an array stands for its items. */
const itemsOf = (entries: readonly unknown[]): string[] =>
  entries.flatMap((entry) => {
    const inner = typeof entry === 'string' ? parsedJson(entry) : entry;
    if (Array.isArray(inner)) return itemsOf(inner);
    const item = isItem(entry) ? JSON.stringify(entry) : readLine(entry);
    return item === undefined ? [] : [item];
  });

/**
 * The items of a list, in the order given. An item of an array is one item, whatever it holds. A text is JSON of an
 * array, or is split at commas, semicolons, tabs and line breaks; blanks stay within their item. Empty items are left
 * out.
 */
export const readList = (value: unknown): string[] => {
  const text = typeof value === 'string' && parsedJson(value) === undefined ? value : undefined;
  return itemsOf(text?.split(/[,;\t\r\n]/) ?? [value]);
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

/** Rows that may be JSON text, as a whole or one by one. */
const unpacked = (label: string, rows: unknown): unknown => {
  if (Array.isArray(rows)) {
    return rows.flatMap((row: unknown) => (typeof row === 'string' ? (parsedJson(row) ?? {}) : [row]));
  }
  if (typeof rows !== 'string' || rows.trim() === '') return rows;
  const parsed = parsedJson(rows);
  if (parsed !== undefined) return parsed;
  throw new InvalidInputError(
    `${label} ${quoted(rows)} is not a list of rows. Map line items, or use a JSON list of objects.`,
  );
};

/**
 * Line items. They arrive as a list of records, as one record of lists, as JSON text of either, or flattened: each child
 * field as a list of its own, given in `columns`. What is no record among them counts as an empty one, so that rows keep
 * their numbers; where all are empty, as in a form that nobody filled in, there are none.
 * @throws InvalidInputError that names the field, for text that is no JSON
 */
export const readLineItems = (label: string, items: unknown, columns: Item): Item[] => {
  const given = unpacked(label, items);
  const isList = Array.isArray(given) && given.length > 0;
  const rows = isList
    ? given.map((item) => (isItem(item) ? item : {}))
    : rowsOf(isItem(given) ? given : columns);
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

/**
 * Named values, such as what goes into placeholders, also as JSON text of an object; empty ones stay, `undefined` where
 * there are none at all.
 * @throws InvalidInputError that names the field, for anything else
 */
export const readDict = (label: string, value: unknown): Record<string, string> | undefined => {
  if (isEmpty(value)) return undefined;
  const named = typeof value === 'string' ? parsedJson(value) : value;
  if (!isItem(named)) {
    throw new InvalidInputError(
      `${label} ${shown(value)} is not a set of named values. Enter a name and a value in each line, or JSON such as {"name": "Anna"}.`,
    );
  }
  const entries = Object.entries(named).flatMap(([name, entry]): [string, string][] => {
    const text = entry === '' ? entry : readText(entry);
    return name.trim() === '' || text === undefined ? [] : [[name.trim(), text]];
  });
  return entries.length > 0 ? Object.fromEntries(entries) : undefined;
};
