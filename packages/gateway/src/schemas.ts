import * as v from 'valibot';
import { toIsoTime } from './time.ts';

/** Whether a value is a JSON object. Arrays are not. */
export const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** An ID, text or number in the response, as text. */
export const id = v.pipe(
  v.union([v.pipe(v.string(), v.nonEmpty()), v.pipe(v.number(), v.finite())]),
  v.transform(String),
);

/** Optional text. Empty text and values of other types become `null`. */
export const textOrNull = v.pipe(
  v.fallback(v.nullish(v.union([v.string(), v.number()]), null), null),
  v.transform((value) => (value === null || value === '' ? null : String(value))),
);

/** A phone number in a list, as an MSISDN without the `+` that some lists include. */
export const msisdn = v.pipe(
  id,
  v.transform((number) => number.replace(/^\+/, '')),
);

export const anyObject = v.looseObject({});

/** An optional number, which may arrive as text. */
export const numberOrNull = v.fallback(
  v.nullish(v.union([v.number(), v.pipe(v.string(), v.nonEmpty(), v.transform(Number), v.finite())]), null),
  null,
);

/** An optional time in any format that {@link toIsoTime} reads, as ISO 8601 in UTC. */
export const timeOrNull = v.optional(v.pipe(v.unknown(), v.transform(toIsoTime)), null);

/**
 * The valid records of a list, and how many records the list has. Skips records that do not match the schema.
 */
export const recordsOf = <const S extends v.GenericSchema>(schema: S) =>
  v.pipe(
    v.array(v.unknown()),
    v.transform((records) => ({
      count: records.length,
      items: records.flatMap((record) => {
        const parsed = v.safeParse(schema, record);
        return parsed.success ? [parsed.output] : [];
      }),
    })),
  );
