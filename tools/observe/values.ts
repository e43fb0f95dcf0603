import { Unclear } from './claim.ts';
import type { Answer } from './network.ts';

export type Fields = Readonly<Record<string, unknown>>;

export const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The value at a path such as `error.message`; `undefined` where there is none. */
export const at = (value: unknown, path: string): unknown =>
  path.split('.').reduce<unknown>((inner, name) => {
    if (Array.isArray(inner)) return inner[Number(name)];
    return isFields(inner) ? inner[name] : undefined;
  }, value);

/** The body as an object. @throws Unclear where it is none */
export const fieldsOf = (answer: Answer): Fields => {
  if (isFields(answer.json)) return answer.json;
  throw new Unclear(`${answer.line} answered ${shown(answer)}`);
};

/** The objects of a list. */
export const rowsOf = (list: unknown): Fields[] => (Array.isArray(list) ? list.filter(isFields) : []);

/** The rows of a list that has some. @throws Unclear where it is empty or none */
export const filled = (rows: readonly Fields[], what: string): readonly Fields[] => {
  if (rows.length === 0) throw new Unclear(`there is no ${what} to look at`);
  return rows;
};

/** A value's type in a word: `text`, `whole number`, `number`, `yes/no`, `null`, `list`, `object`. */
export const typeOf = (value: unknown): string => {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'list';
  if (typeof value === 'number') return Number.isInteger(value) ? 'whole number' : 'number';
  return { string: 'text', boolean: 'yes/no', object: 'object' }[String(typeof value)] ?? 'nothing';
};

/** The names of an object's fields, one level deep: `{success, error: {name, message}}`; `a list of 3` for a list. */
export const shapeOf = (value: unknown): string => {
  if (Array.isArray(value)) return value.length === 0 ? 'an empty list' : `a list of ${value.length}`;
  if (!isFields(value)) return typeOf(value);
  const names = Object.entries(value).map(([name, inner]) =>
    isFields(inner) ? `${name}: {${Object.keys(inner).join(', ')}}` : name,
  );
  return `{${names.join(', ')}}`;
};

/** A status and the shape of its body, which tells nothing of the account. */
export const shown = ({ status, text, json, headers }: Answer): string => {
  if (text === '') return `${status} without a body`;
  if (json === undefined) return `${status} with ${(headers['content-type'] ?? 'no type').split(';')[0]}`;
  return `${status} ${shapeOf(json)}`;
};

/** The fields that are wanted and missing in some row. */
export const missing = (rows: readonly Fields[], wanted: readonly string[]): string[] =>
  wanted.filter((name) => rows.some((row) => !Object.hasOwn(row, name)));

/** The fields that some row has and nobody expects. */
export const surplus = (rows: readonly Fields[], known: readonly string[]): string[] => [
  ...new Set(rows.flatMap((row) => Object.keys(row)).filter((name) => !known.includes(name))),
];

/** Which of the fields are missing or new in the rows, in words. */
export const compareFields = (
  rows: readonly Fields[],
  wanted: readonly string[],
): { holds: boolean; seen: string } => {
  const [gone, more] = [missing(rows, wanted), surplus(rows, wanted)];
  const parts = [
    gone.length === 0 ? `all of ${wanted.join(', ')}` : `without ${gone.join(', ')}`,
    ...(more.length > 0 ? [`also ${more.join(', ')}`] : []),
  ];
  return { holds: gone.length === 0, seen: parts.join('; ') };
};

/** The different values of a field that is a word of the gateway's and none of the account's. */
export const wordsIn = (rows: readonly Fields[], name: string): string[] => [
  ...new Set(rows.map((row) => row[name]).filter((value) => typeof value === 'string')),
];

/** Digits, capitals and small letters as `9`, `A` and `a`: how a value is written, without the value. */
export const formOf = (value: unknown): string =>
  typeof value === 'string'
    ? value.replace(/\d/g, '9').replace(/[A-Z]/g, 'A').replace(/[a-z]/g, 'a')
    : typeOf(value);

/** How the values of a field are written, each way once. */
export const formsIn = (rows: readonly Fields[], name: string): string[] => [
  ...new Set(rows.map((row) => formOf(row[name]))),
];

/** Whether every row that has a value in the field has one of this form. */
export const all = (rows: readonly Fields[], name: string, form: RegExp): boolean =>
  rows.every((row) => row[name] === null || (typeof row[name] === 'string' && form.test(row[name])));

/** The time that a value means, epoch milliseconds; NaN where it means none. */
export const timeOf = (value: unknown): number => {
  if (typeof value === 'number') return value;
  return typeof value === 'string' ? Date.parse(value.replace(/([+-]\d{2})(\d{2})$/, '$1:$2')) : Number.NaN;
};

/** Whether times fall from the first row to the last; `null` where all are the same, or there is one. */
export const falls = (times: readonly number[]): boolean | null => {
  if (new Set(times).size < 2) return null;
  return times.every((time, index) => index === 0 || time <= (times[index - 1] ?? time));
};

/** Which way times go, in words. */
export const orderOf = (times: readonly number[]): string => {
  const isFalling = falls(times);
  if (isFalling === null) return 'no order to see';
  if (isFalling) return 'newest first';
  return falls(times.toReversed()) ? 'oldest first' : 'in no order of time';
};

/** The items in groups of the same key, in the order in which the keys appear. */
export const grouped = <T>(items: readonly T[], keyOf: (item: T) => string): T[][] => {
  const groups = new Map<string, T[]>();
  for (const item of items) groups.set(keyOf(item), [...(groups.get(keyOf(item)) ?? []), item]);
  return [...groups.values()];
};
