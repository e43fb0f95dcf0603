import { createRequire } from 'node:module';
import type { Field, Value, Values } from '../protocol.ts';

type Input = Record<string, unknown>;

/** How the platform's own CLI turns what was typed into numbers, yes and no, and times "like Zapier production does". */
const resolveTypes: (
  input: Input,
  fields: readonly { key: string; type: string; default?: string }[],
  timezone: string,
) => Input = createRequire(import.meta.url)('zapier-platform-cli/src/oclif/commands/invoke/input-types.js');

/** Gives what a mapped value stands for, or `undefined` where the step has no such output. */
export type LookUp = (step: string, path: readonly string[]) => unknown;

const TOKEN = /\{\{([a-z][a-z0-9_]*)\.([\w.]+)\}\}/gi;

const written = (value: unknown): string =>
  value === null || typeof value === 'string'
    ? (value ?? '')
    : typeof value === 'object'
      ? JSON.stringify(value)
      : String(value);

/** Puts the outputs of earlier steps where they were mapped; any other double braces stay as they are. */
const fillIn = (text: string, lookUp: LookUp): string =>
  text.replace(TOKEN, (token, step: string, path: string) => {
    const value = lookUp(step, path.split('.'));
    return value === undefined ? token : written(value);
  });

const typed = (text: string, field: Field, timezone: string): unknown =>
  resolveTypes({ value: text }, [{ key: 'value', type: field.type }], timezone).value;

const readRows = (field: Field, value: Value, fill: (text: string) => string, timezone: string): Input[] =>
  (Array.isArray(value) ? value : []).flatMap((row) => {
    if (typeof row !== 'object') return [];
    const given = readInput(field.children, row, fill, timezone);
    return Object.keys(given).length > 0 ? [given] : [];
  });

const readList = (field: Field, value: Value, fill: (text: string) => string, timezone: string): unknown[] =>
  (Array.isArray(value) ? value : [value]).flatMap((item) =>
    typeof item === 'string' && item !== '' ? [typed(fill(item), field, timezone)] : [],
  );

const readDict = (value: Value, fill: (text: string) => string): Input =>
  typeof value === 'object' && !Array.isArray(value)
    ? Object.fromEntries(
        Object.entries(value).flatMap(([key, inner]) => (key === '' ? [] : [[key, fill(String(inner))]])),
      )
    : {};

const isEmpty = (value: unknown): boolean =>
  value === '' || (typeof value === 'object' && value !== null && Object.keys(value).length === 0);

const readValue = (field: Field, value: Value, fill: (text: string) => string, timezone: string): unknown => {
  if (field.children.length > 0) return readRows(field, value, fill, timezone);
  if (field.dict) return readDict(value, fill);
  if (field.list) return readList(field, value, fill, timezone);
  const text = typeof value === 'string' ? fill(value) : '';
  return text === '' ? '' : typed(text, field, timezone);
};

/** What Zapier passes to the app for what was entered: typed, mapped, and without what was left empty. */
const readInput = (
  fields: readonly Field[],
  values: Values,
  fill: (text: string) => string,
  timezone: string,
): Input =>
  Object.fromEntries(
    fields.flatMap((field) => {
      if (field.type === 'copy') return [];
      const value = readValue(field, values[field.key] ?? field.default, fill, timezone);
      return isEmpty(value) ? [] : [[field.key, value]];
    }),
  );

export const toInput = (fields: readonly Field[], values: Values, lookUp: LookUp, timezone: string): Input =>
  readInput(fields, values, (text) => fillIn(text, lookUp), timezone);

/** Labels of required fields that were left empty. */
export const missingFields = (fields: readonly Field[], input: Input): string[] =>
  fields.flatMap(({ key, label, required, type }) =>
    required && type !== 'copy' && input[key] === undefined ? [label] : [],
  );
