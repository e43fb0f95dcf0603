import { isDeepStrictEqual } from 'node:util';
import type { Zapier } from '../../sandbox/zapier/index.ts';
import { type Definition, parseDefinition } from '../publish-lint/definition.ts';
import { resolveFields } from '../publish-lint/resolve.ts';
import { isRecord, type Values } from '../publish-lint/values.ts';

/** A key of each platform: its shape alone decides which fields a connection meets. */
const CONNECTIONS = { Classic: { api_key: 'any' }, Vortex: { api_key: 'v-any' } };

const PLATFORMS = ['Classic', 'Vortex'] as const;
export type Platform = (typeof PLATFORMS)[number];

const mapRecord = (record: Values, change: (value: unknown, key: string) => unknown): Values =>
  Object.fromEntries(Object.entries(record).map(([key, value]) => [key, change(value, key)]));

/** What differs between the platforms stands twice; everything else once. */
const merge = (classic: unknown, vortex: unknown): unknown => {
  if (isDeepStrictEqual(classic, vortex)) return classic;
  if (!isRecord(classic) || !isRecord(vortex)) return { Classic: classic, Vortex: vortex };
  return mapRecord(classic, (value, key) => merge(value, vortex[key]));
};

const isTwofold = (value: Values): boolean => isDeepStrictEqual(Object.keys(value), [...PLATFORMS]);

const pick = (value: unknown, platform: Platform): unknown => {
  if (Array.isArray(value)) return value;
  if (!isRecord(value)) return value;
  return isTwofold(value) ? value[platform] : mapRecord(value, (inner) => pick(inner, platform));
};

/**
 * The definition of the app for both platforms, with the fields in the place of the functions that give them. Where
 * the platforms differ there is `{ Classic, Vortex }`.
 */
export const describeApp = async (zapier: Zapier): Promise<unknown> =>
  merge(await resolveFields(zapier, CONNECTIONS.Classic), await resolveFields(zapier, CONNECTIONS.Vortex));

/** The definition as connections of each platform meet it, out of what {@link describeApp} gave. */
export const definitionsIn = (description: unknown): { platform: Platform; definition: Definition }[] =>
  PLATFORMS.map((platform) => ({ platform, definition: parseDefinition(pick(description, platform)) }));
