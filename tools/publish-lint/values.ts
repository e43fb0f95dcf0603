import type { OutputField } from './definition.ts';

export type Values = Record<string, unknown>;

export const isRecord = (value: unknown): value is Values =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const ISO_DATE = /^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:?\d{2}))?$/;

/** A date, or a time with its offset, as ISO 8601 writes them. */
export const isIsoDate = (value: unknown): boolean =>
  typeof value === 'string' && ISO_DATE.test(value) && !Number.isNaN(Date.parse(value));

const TYPES: Record<string, (value: unknown) => boolean> = {
  string: (value) => typeof value === 'string',
  number: (value) => typeof value === 'number',
  integer: (value) => Number.isInteger(value),
  boolean: (value) => typeof value === 'boolean',
  datetime: isIsoDate,
};

type Field = Pick<OutputField, 'key' | 'type' | 'list' | 'required'> & { children?: OutputField['children'] };

const valueAt = (record: Values, path: string[]): unknown =>
  path.reduce<unknown>((inner, key) => (isRecord(inner) ? inner[key] : inner), record);

/** A field without a type may hold any record. */
const scalarProblem = ({ key, type }: Field, value: unknown): string[] => {
  const isOpen = type === undefined && isRecord(value);
  if (value === null || isOpen || TYPES[type ?? 'string']?.(value)) return [];
  return [`${key} is ${JSON.stringify(value)}, not ${type ?? 'string'}`];
};

const itemProblems = (field: Field, items: unknown): string[] => {
  if (items === null) return [];
  if (!Array.isArray(items)) return [`${field.key} is no list`];
  if (!field.children?.length) return items.flatMap((item) => scalarProblem(field, item));
  return items.flatMap((item, row) =>
    isRecord(item)
      ? typeProblems(field.children ?? [], item).map((problem) => `${field.key}[${row}]: ${problem}`)
      : [`${field.key}[${row}] is no record`],
  );
};

/** What in a record is not of the type its output field promises. `null` is a value that is not known. */
export const typeProblems = (fields: readonly Field[], record: Values): string[] =>
  fields.flatMap((field) => {
    const value = valueAt(record, field.key.split('__'));
    if (value === undefined) return [];
    return field.list || field.children?.length ? itemProblems(field, value) : scalarProblem(field, value);
  });

/** Which required fields a record leaves out or empty. */
export const requiredProblems = (fields: readonly Field[], record: Values): string[] =>
  fields
    .filter((field) => field.required && (valueAt(record, field.key.split('__')) ?? null) === null)
    .map(({ key }) => `${key} is required, and there is none`);

/** The keys of a record, those of records inside it written `parent__child`; a record that is `null` has none. */
export const keysOf = (record: Values, parent = ''): string[] =>
  Object.entries(record).flatMap(([key, value]) => {
    const name = `${parent}${key}`;
    return isRecord(value) ? [name, ...keysOf(value, `${name}__`)] : [name];
  });

/** The keys of `wanted` that `given` has not; what lies inside a record that is `null` in `given` is not missed. */
export const missingKeys = (wanted: Values, given: Values): string[] =>
  keysOf(wanted).filter((name) => {
    const path = name.split('__');
    const parent = valueAt(given, path.slice(0, -1));
    return isRecord(parent) && !((path.at(-1) ?? '') in parent);
  });
