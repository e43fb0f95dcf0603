import type { Definition, InputField, Operation, OutputField } from './definition.ts';

/** A violation and its path, such as `creates.send_sms.inputFields.recipient`. */
export interface Finding {
  readonly where: string;
  readonly problem: string;
}

/**
 * A rule for the definition. `D001` to `D026` are Zapier's own checks, which run on its servers only; `copy-` are its
 * guidelines for texts. What the schema checks offline (`zapier-platform validate --without-style`) is not repeated here.
 */
export interface Check {
  readonly id: string;
  readonly rule: string;
  readonly findIn: (definition: Definition) => Finding[];
}

export type Kind = 'triggers' | 'creates' | 'searches';
const KINDS = ['triggers', 'creates', 'searches'] as const;

/** An operation and its path in the definition. */
export interface Placed {
  readonly kind: Kind;
  readonly where: string;
  readonly operation: Operation;
}

/** All operations, including hidden ones. */
export const operationsOf = (definition: Definition): Placed[] =>
  KINDS.flatMap((kind) =>
    Object.entries(definition[kind]).map(([key, operation]) => ({
      kind,
      where: `${kind}.${key}`,
      operation,
    })),
  );

/** All operations that users can choose. */
export const visibleOf = (definition: Definition): Placed[] =>
  operationsOf(definition).filter(({ operation }) => !operation.display.hidden);

interface PlacedField<F> {
  readonly where: string;
  readonly field: F;
  readonly placed: Placed;
}

type Nested<F extends { children: unknown[] }> = F | F['children'][number];

/** The fields and their line-item fields, each with its path. */
export const withChildren = <F extends { key: string; children: C[] }, C extends { key: string }>(
  fields: readonly F[],
  where: string,
): { where: string; field: F | C }[] =>
  fields.flatMap((field) => [
    { where: `${where}.${field.key}`, field },
    ...field.children.map((child) => ({ where: `${where}.${field.key}.${child.key}`, field: child })),
  ]);

/** The input fields of all operations, including line items. */
export const inputFieldsOf = (definition: Definition): PlacedField<Nested<InputField>>[] =>
  operationsOf(definition).flatMap((placed) =>
    withChildren(placed.operation.operation.inputFields, `${placed.where}.inputFields`).map((found) => ({
      ...found,
      placed,
    })),
  );

/** The output fields of all operations, including line items. */
export const outputFieldsOf = (definition: Definition): PlacedField<Nested<OutputField>>[] =>
  operationsOf(definition).flatMap((placed) =>
    withChildren(placed.operation.operation.outputFields, `${placed.where}.outputFields`).map((found) => ({
      ...found,
      placed,
    })),
  );

interface Text {
  readonly where: string;
  readonly text: string;
}

/** Every string in a value, at any depth, with its path. Property names do not count. */
export const textsIn = (value: unknown, where: string): Text[] => {
  if (typeof value === 'string') return [{ where, text: value }];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => textsIn(inner, where ? `${where}.${key}` : key));
};

/** A finding for each item of `all` with a `problem`. */
export const findingsIn = <T extends { where: string }>(
  all: readonly T[],
  problem: (one: T) => string | false | undefined,
): Finding[] =>
  all.flatMap((one) => {
    const said = problem(one);
    return said ? [{ where: one.where, problem: said }] : [];
  });
