import type { PlainOutputField } from 'zapier-platform-core';

type OutputField = PlainOutputField;

interface Scalars {
  string: string;
  number: number;
  integer: number;
  boolean: boolean;
  datetime: string;
  file: string;
}

type ScalarOf<F> = F extends { type: infer T extends keyof Scalars } ? Scalars[T] : Record<string, unknown>;

type ValueOf<F> = F extends { children: infer C extends readonly OutputField[] }
  ? OutputOf<C>[]
  : F extends { list: true }
    ? ScalarOf<F>[]
    : F extends { required: true }
      ? ScalarOf<F>
      : ScalarOf<F> | null;

/**
 * The record type that output fields describe, so that code, sample, and fields cannot drift apart. Values
 * may be `null` unless `required`. A field without a type is a record of unknown keys.
 */
export type OutputOf<F extends readonly OutputField[]> = {
  [K in F[number]['key']]: ValueOf<Extract<F[number], { key: K }>>;
};

/** Preserves the literal keys and types of output fields for {@link OutputOf}. */
export const defineOutputFields = <const F extends OutputField[]>(fields: F): F => fields;

/**
 * `unknown` if a record has the values of all fields, and no key without a field; otherwise, what is wrong.
 */
type Mismatch<R, F extends readonly OutputField[]> =
  R extends OutputOf<F>
    ? [Exclude<keyof R, F[number]['key']>] extends [never]
      ? unknown
      : { withoutField: Exclude<keyof R, F[number]['key']> }
    : { unlike: OutputOf<F> };

/**
 * Like {@link defineOutputFields}, for a record type that exists: its keys and those of the fields must be
 * the same.
 */
export const outputFieldsOf =
  <R>() =>
  <const F extends OutputField[]>(fields: F & Mismatch<R, F>): F =>
    fields;
