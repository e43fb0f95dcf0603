import type { OutputField } from './definition.ts';

export type Values = Record<string, unknown>;

export const isRecord = (value: unknown): value is Values =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const ISO_DATE = /^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:?\d{2}))?$/;

/** Whether a value is an ISO 8601 date, or a time with an offset. */
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
  if (!Array.isArray(items)) return [`${field.key} is not a list`];
  if (!field.children?.length) return items.flatMap((item) => scalarProblem(field, item));
  return items.flatMap((item, row) =>
    isRecord(item)
      ? typeProblems(field.children ?? [], item).map((problem) => `${field.key}[${row}]: ${problem}`)
      : [`${field.key}[${row}] is not a record`],
  );
};

/** Values of a record that do not have the type of their output field. `null` is always valid. */
export const typeProblems = (fields: readonly Field[], record: Values): string[] =>
  fields.flatMap((field) => {
    const value = valueAt(record, field.key.split('__'));
    if (value === undefined) return [];
    return field.list || field.children?.length ? itemProblems(field, value) : scalarProblem(field, value);
  });

/** Required fields that are missing or `null` in a record. */
export const requiredProblems = (fields: readonly Field[], record: Values): string[] =>
  fields
    .filter((field) => field.required && (valueAt(record, field.key.split('__')) ?? null) === null)
    .map(({ key }) => `${key} is required but missing`);

/** The keys of a record, with nested keys as `parent__child`. A nested `null` has no keys. */
export const keysOf = (record: Values, parent = ''): string[] =>
  Object.entries(record).flatMap(([key, value]) => {
    const name = `${parent}${key}`;
    return isRecord(value) ? [name, ...keysOf(value, `${name}__`)] : [name];
  });

/** The keys of `wanted` that `given` lacks, except inside records that are `null` in `given`. */
export const missingKeys = (wanted: Values, given: Values): string[] =>
  keysOf(wanted).filter((name) => {
    const path = name.split('__');
    const parent = valueAt(given, path.slice(0, -1));
    return isRecord(parent) && !((path.at(-1) ?? '') in parent);
  });
