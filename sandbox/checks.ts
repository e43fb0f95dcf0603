import * as v from 'valibot';

export const filled = v.pipe(v.string('may not be null'), v.minLength(1, 'may not be empty'));

export const httpUrl = v.pipe(
  v.string('may not be null'),
  v.check((text) => /^https?:$/.test(URL.parse(text)?.protocol ?? ''), 'Invalid URL'),
);

type Checked<T> = { value: T; problem: null } | { value: null; problem: string };

/** Validates a value. `problem` reads like `recipient: may not be null`. */
export function check<S extends v.GenericSchema>(schema: S, given: unknown): Checked<v.InferOutput<S>> {
  const result = v.safeParse(schema, given, { abortEarly: true });
  if (result.success) return { value: result.output, problem: null };
  const [issue] = result.issues;
  const path = v.getDotPath(issue);
  if (!path) return { value: null, problem: issue.message };
  const absent = issue.kind === 'schema' && issue.received === 'undefined';
  return { value: null, problem: `${path}: ${absent ? 'may not be null' : issue.message}` };
}

/** Parses a whole number of at least `least` from a query, or `null` if it is invalid. Defaults to `usual`. */
export function wholeNumber(text: string | undefined, usual: number, least: number): number | null {
  if (text === undefined) return usual;
  return /^\d{1,9}$/.test(text) && Number(text) >= least ? Number(text) : null;
}
