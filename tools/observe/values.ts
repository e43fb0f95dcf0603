import { Unclear } from './claim.ts';
import type { Answer } from './network.ts';

export type Fields = Readonly<Record<string, unknown>>;

export const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The value at a path such as `error.message`, or `undefined`. */
export const at = (value: unknown, path: string): unknown =>
  path.split('.').reduce<unknown>((inner, name) => {
    if (Array.isArray(inner)) return inner[Number(name)];
    return isFields(inner) ? inner[name] : undefined;
  }, value);

/** The body as an object. @throws Unclear if it is not one */
export const fieldsOf = (answer: Answer): Fields => {
  if (isFields(answer.json)) return answer.json;
  throw new Unclear(`${answer.line} answered ${shown(answer)}`);
};

/** The objects of a list. */
export const rowsOf = (list: unknown): Fields[] => (Array.isArray(list) ? list.filter(isFields) : []);

/** Requires a list to have rows. @throws Unclear if it is empty */
export const filled = (rows: readonly Fields[], what: string): readonly Fields[] => {
  if (rows.length === 0) throw new Unclear(`there is no ${what} to look at`);
  return rows;
};

/** The type of a value: `text`, `whole number`, `number`, `yes/no`, `null`, `list`, or `object`. */
export const typeOf = (value: unknown): string => {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'list';
  if (typeof value === 'number') return Number.isInteger(value) ? 'whole number' : 'number';
  return { string: 'text', boolean: 'yes/no', object: 'object' }[String(typeof value)] ?? 'nothing';
};

/**
 * The field names of an object, one level deep: `{success, error: {name, message}}`. A list is `a list of 3`.
 */
export const shapeOf = (value: unknown): string => {
  if (Array.isArray(value)) return value.length === 0 ? 'an empty list' : `a list of ${value.length}`;
  if (!isFields(value)) return typeOf(value);
  const names = Object.entries(value).map(([name, inner]) =>
    isFields(inner) ? `${name}: {${Object.keys(inner).join(', ')}}` : name,
  );
  return `{${names.join(', ')}}`;
};

/** The status and the shape of the body, without values of the account. */
export const shown = ({ status, text, json, headers }: Answer): string => {
  if (text === '') return `${status} without a body`;
  if (json === undefined) return `${status} with ${(headers['content-type'] ?? 'no type').split(';')[0]}`;
  return `${status} ${shapeOf(json)}`;
};

/** The expected fields that some row lacks. */
export const missing = (rows: readonly Fields[], wanted: readonly string[]): string[] =>
  wanted.filter((name) => rows.some((row) => !Object.hasOwn(row, name)));

/** The unexpected fields that some row has. */
export const surplus = (rows: readonly Fields[], known: readonly string[]): string[] => [
  ...new Set(rows.flatMap((row) => Object.keys(row)).filter((name) => !known.includes(name))),
];

/** Whether rows have all expected fields, and the missing and new ones in words. */
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

/** The different values of a field that holds words of the gateway, not of the account. */
export const wordsIn = (rows: readonly Fields[], name: string): string[] => [
  ...new Set(rows.map((row) => row[name]).filter((value) => typeof value === 'string')),
];

/** The format of a value, without the value: digits, capitals, and small letters become `9`, `A`, and `a`. */
export const formOf = (value: unknown): string =>
  typeof value === 'string'
    ? value.replace(/\d/g, '9').replace(/[A-Z]/g, 'A').replace(/[a-z]/g, 'a')
    : typeOf(value);

/** The different formats of a field's values. */
export const formsIn = (rows: readonly Fields[], name: string): string[] => [
  ...new Set(rows.map((row) => formOf(row[name]))),
];

/** Whether all non-null values of a field have this format. */
export const all = (rows: readonly Fields[], name: string, form: RegExp): boolean =>
  rows.every((row) => row[name] === null || (typeof row[name] === 'string' && form.test(row[name])));

/** Parses a time as epoch milliseconds, or NaN. */
export const timeOf = (value: unknown): number => {
  if (typeof value === 'number') return value;
  return typeof value === 'string' ? Date.parse(value.replace(/([+-]\d{2})(\d{2})$/, '$1:$2')) : Number.NaN;
};

/** Whether times are sorted newest first. `null` if there are fewer than two different ones. */
export const falls = (times: readonly number[]): boolean | null => {
  if (new Set(times).size < 2) return null;
  return times.every((time, index) => index === 0 || time <= (times[index - 1] ?? time));
};

/** The order of times, in words. */
export const orderOf = (times: readonly number[]): string => {
  const isFalling = falls(times);
  if (isFalling === null) return 'no order to see';
  if (isFalling) return 'newest first';
  return falls(times.toReversed()) ? 'oldest first' : 'in no order of time';
};

/** Groups items by key, in the order in which keys first occur. */
export const grouped = <T>(items: readonly T[], keyOf: (item: T) => string): T[][] => {
  const groups = new Map<string, T[]>();
  for (const item of items) groups.set(keyOf(item), [...(groups.get(keyOf(item)) ?? []), item]);
  return [...groups.values()];
};
