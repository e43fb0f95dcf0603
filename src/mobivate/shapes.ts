import * as v from 'valibot';

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

/** Whatever a call answers when it worked: only that it is a JSON object counts. */
export const anyObject = v.looseObject({});
