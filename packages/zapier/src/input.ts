import { InvalidInputError, quoted } from '@messaging/errors/invalid-input';

/** Readers for `bundle.inputData`, which Zapier does not validate. Empty values count as missing. */

/** Reads text unchanged, or `undefined`. Numbers and booleans become text. */
export const readText = (value: unknown): string | undefined => {
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  return typeof value === 'string' && value.trim() !== '' ? value : undefined;
};

const emptyField = (label: string): InvalidInputError =>
  new InvalidInputError(`${label} is blank. Fill it in, or map a field that always has a value.`);

/**
 * Reads required text unchanged.
 * @throws InvalidInputError if it is blank
 */
export const requireText = (label: string, value: unknown): string => {
  const text = readText(value);
  if (text === undefined) throw emptyField(label);
  return text;
};

/** Reads text without surrounding spaces, or `undefined`. */
export const readLine = (value: unknown): string | undefined => readText(value)?.trim();

const YES = new Set(['true', 'yes', 'y', '1', 'on']);
const NO = new Set(['false', 'no', 'n', '0', 'off']);

/** Quotes any value for an error message. */
const shown = (value: unknown): string => quoted(readText(value) ?? JSON.stringify(value));

/** Whether a field is empty, which Zapier sends as undefined, null, '', or []. */
const isEmpty = (value: unknown): boolean =>
  value === undefined ||
  value === null ||
  (typeof value === 'string' && value.trim() === '') ||
  (Array.isArray(value) && value.length === 0);

/**
 * Reads yes or no, or `undefined` if the field is empty.
 * @throws InvalidInputError if it is neither
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
 * Reads a whole number from `least` to `most`, or `undefined` if the field is empty.
 * @throws InvalidInputError if it is anything else
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
 * Reads one of a field's choices, by value or label in any case, or `undefined` if the field is empty.
 * @throws InvalidInputError if it is not one of the choices
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

/** Parses a text that is a JSON array or object. Returns `undefined` for any other text. */
const parsedJson = (text: string): unknown => {
  if (!/^\s*[[{]/.test(text)) return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};

/** The items of an array. An entry that is a JSON array counts as its items. */
const itemsOf = (entries: readonly unknown[]): string[] =>
  entries.flatMap((entry) => {
    const inner = typeof entry === 'string' ? parsedJson(entry) : entry;
    if (Array.isArray(inner)) return itemsOf(inner);
    const item = isItem(entry) ? JSON.stringify(entry) : readLine(entry);
    return item === undefined ? [] : [item];
  });

/**
 * Reads a list in order, without empty items. An array entry is one item, unless it is a JSON array. A text
 * is a JSON array, or is split at commas, semicolons, tabs, and line breaks.
 */
export const readList = (value: unknown): string[] => {
  const text = typeof value === 'string' && parsedJson(value) === undefined ? value : undefined;
  return itemsOf(text?.split(/[,;\t\r\n]/) ?? [value]);
};

type Item = Record<string, unknown>;

const isItem = (value: unknown): value is Item =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Converts columns to rows. A column that is not a list applies to the first row. */
const rowsOf = (columns: Item): Item[] => {
  const lists = Object.entries(columns)
    .filter(([, column]) => column !== undefined && column !== null && column !== '')
    .map(([key, column]): [string, unknown[]] => [key, Array.isArray(column) ? column : [column]]);
  const length = lists.reduce((most, [, list]) => Math.max(most, list.length), 0);
  return Array.from({ length }, (_, row) => Object.fromEntries(lists.map(([key, list]) => [key, list[row]])));
};

const isFilled = (item: Item): boolean => Object.values(item).some((value) => readText(value) !== undefined);

/** Parses rows that are JSON text, as a whole or each. */
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
 * Reads line items, which arrive as a list of records, a record of lists, JSON text of either, or flattened
 * into one list per child field (`columns`). An invalid entry counts as an empty row, so that rows keep their
 * numbers. If all rows are empty, there are none.
 * @throws InvalidInputError if the text is not JSON
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
 * Reads a list with {@link readList}.
 * @throws InvalidInputError if it is empty
 */
export const requireList = (label: string, value: unknown): string[] => {
  const items = readList(value);
  if (items.length === 0) throw emptyField(label);
  return items;
};

/**
 * Reads named values, such as those of placeholders, also from a JSON object. Keeps empty values. Returns
 * `undefined` if there are none.
 * @throws InvalidInputError if it is anything else
 */
export const readDict = (label: string, value: unknown): Record<string, string> | undefined => {
  if (isEmpty(value)) return undefined;
  const named = typeof value === 'string' ? parsedJson(value) : value;
  if (!isItem(named)) {
    throw new InvalidInputError(
      `${label} ${shown(value)} is not a set of named values. Enter a name and a value per line, or JSON such as {"name": "Anna"}.`,
    );
  }
  const entries = Object.entries(named).flatMap(([name, entry]): [string, string][] => {
    const text = entry === '' ? entry : readText(entry);
    return name.trim() === '' || text === undefined ? [] : [[name.trim(), text]];
  });
  return entries.length > 0 ? Object.fromEntries(entries) : undefined;
};
