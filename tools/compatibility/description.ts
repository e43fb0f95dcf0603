import { isDeepStrictEqual } from 'node:util';
import type { Zapier } from '../../sandbox/zapier/index.ts';
import { connectionsOf } from '../connections.ts';
import { type Definition, parseDefinition } from '../publish-lint/definition.ts';
import { resolveFields } from '../publish-lint/resolve.ts';
import { isRecord, type Values } from '../publish-lint/values.ts';

const mapRecord = (record: Values, change: (value: unknown, key: string) => unknown): Values =>
  Object.fromEntries(Object.entries(record).map(([key, value]) => [key, change(value, key)]));

/** Merges values of several connections: equal values once, different ones as a record by connection name. */
const merge = (names: readonly string[], values: readonly unknown[]): unknown => {
  const [first, ...others] = values;
  if (others.every((other) => isDeepStrictEqual(other, first))) return first;
  if (!isRecord(first) || !others.every(isRecord)) {
    return Object.fromEntries(names.map((name, index) => [name, values[index]]));
  }
  return mapRecord(first, (value, key) => merge(names, [value, ...others.map((other) => other[key])]));
};

const pick = (value: unknown, names: readonly string[], name: string): unknown => {
  if (!isRecord(value)) return value;
  return isDeepStrictEqual(Object.keys(value), names)
    ? value[name]
    : mapRecord(value, (inner) => pick(inner, names, name));
};

/**
 * Describes an app for all of its connections, with functions replaced by the fields they return. Values that differ
 * between connections become a record, such as `{ Classic, Vortex }`.
 */
export const describeApp = async (app: string, zapier: Zapier): Promise<unknown> => {
  const connections = connectionsOf(app);
  const values: unknown[] = [];
  for (const authData of Object.values(connections)) values.push(await resolveFields(zapier, authData));
  return merge(Object.keys(connections), values);
};

/** Splits the result of {@link describeApp} into one definition per connection. */
export const definitionsIn = (
  app: string,
  description: unknown,
): { connection: string; definition: Definition }[] => {
  const names = Object.keys(connectionsOf(app));
  return names.map((name) => ({
    connection: name,
    definition: parseDefinition(names.length > 1 ? pick(description, names, name) : description),
  }));
};
