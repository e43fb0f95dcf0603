import * as v from 'valibot';
import { toIsoTime } from './time.ts';

/** A JSON object, and no list. */
export const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** An id, whichever way it is written; always text for us. */
export const id = v.pipe(
  v.union([v.pipe(v.string(), v.nonEmpty()), v.pipe(v.number(), v.finite())]),
  v.transform(String),
);

/** Text that may be missing; anything that is no text counts as missing, empty text too. */
export const textOrNull = v.pipe(
  v.fallback(v.nullish(v.union([v.string(), v.number()]), null), null),
  v.transform((value) => (value === null || value === '' ? null : String(value))),
);

/** A phone number of a list as an MSISDN: digits without the plus that some lists carry. */
export const msisdn = v.pipe(
  id,
  v.transform((number) => number.replace(/^\+/, '')),
);

/** Whatever a call answers when it worked: only that it is a JSON object counts. */
export const anyObject = v.looseObject({});

/** A number that may be missing or written as text. */
export const numberOrNull = v.fallback(
  v.nullish(v.union([v.number(), v.pipe(v.string(), v.nonEmpty(), v.transform(Number), v.finite())]), null),
  null,
);

/** A time in any form that {@link toIsoTime} reads, as ISO 8601 in UTC. */
export const timeOrNull = v.optional(v.pipe(v.unknown(), v.transform(toIsoTime)), null);

/** The records of a list that can be read; one that cannot does not cost the others. */
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
