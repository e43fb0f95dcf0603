import type { PlainOutputField } from 'zapier-platform-core';

type OutputField = PlainOutputField;

interface Scalars {
  string: string;
  number: number;
  integer: number;
  boolean: boolean;
  datetime: string;
}

type ScalarOf<F> = F extends { type: infer T extends keyof Scalars } ? Scalars[T] : string;

type ValueOf<F> = F extends { children: infer C extends readonly OutputField[] }
  ? OutputOf<C>[]
  : F extends { list: true }
    ? ScalarOf<F>[]
    : F extends { required: true }
      ? ScalarOf<F>
      : ScalarOf<F> | null;

type HeadOf<K> = K extends `${infer H}__${string}` ? H : K;

type NestedOf<F extends OutputField, H extends string> = {
  [K in F as K['key'] extends `${H}__${infer C}` ? C : never]: ValueOf<K>;
};

/**
 * The record type that output fields describe, so that code, sample, and fields cannot drift apart. Values may be `null`
 * unless `required`. `parent__child` keys become a nested record, which may be `null`.
 */
export type OutputOf<F extends readonly OutputField[]> = {
  [H in HeadOf<F[number]['key']> & string]: Extract<F[number], { key: H }> extends infer D
    ? [D] extends [never]
      ? NestedOf<F[number], H> | null
      : ValueOf<D>
    : never;
};

/** Preserves the literal keys and types of output fields for {@link OutputOf}. */
export const defineOutputFields = <const F extends OutputField[]>(fields: F): F => fields;
