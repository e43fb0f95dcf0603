import { withChildren } from '../publish-lint/check.ts';
import type { Definition, InputField, Operation, OutputField } from '../publish-lint/definition.ts';
import { isRecord, keysOf } from '../publish-lint/values.ts';

/** What would break Zaps that people have built, and what to do instead. */
export interface Breakage {
  readonly where: string;
  readonly problem: string;
  readonly remedy: string;
}

const KEEP_KEY = 'Zaps in use name it: put it back, and give what replaces it a key of its own.';
const KEEP_TYPE = 'Zaps in use map it as it was: put the type back, and add a field under a new key.';
const KEEP_OPTIONAL = 'Zaps in use leave it empty: keep it optional, or give it a default.';
const KEEP_OPERATION =
  'Zaps in use run it: put it back and hide it, and add what replaces it under a new key.';
const KEEP_KIND = 'Zaps in use wait for it: put it back, hide it, and add a trigger under a new key.';
const KEEP_CONNECTION = 'Everybody would have to connect again: put it back, and add an optional field.';

type Input = InputField | InputField['children'][number];
type Output = OutputField | OutputField['children'][number];

/** Fields by their address, those of line items too. */
const inputs = (operation: Pick<Operation['operation'], 'inputFields'>): Map<string, Input> =>
  new Map(withChildren(operation.inputFields, 'inputFields').map(({ where, field }) => [where, field]));

const outputs = ({ outputFields }: Operation['operation']): Map<string, Output> =>
  new Map(withChildren(outputFields, 'outputFields').map(({ where, field }) => [where, field]));

/** A field whose type a function decides has none here, and stays of no type. */
const shapeOf = ({ type = 'string', list, dict }: Input | Output): string =>
  [type, list && 'list', dict && 'dictionary'].filter(Boolean).join(' ');

const changed = (before: Map<string, Input | Output>, after: Map<string, Input | Output>): Breakage[] =>
  [...before].flatMap(([where, field]) => {
    const present = after.get(where);
    if (!present) return [{ where, problem: 'it is gone', remedy: KEEP_KEY }];
    const [was, is] = [shapeOf(field), shapeOf(present)];
    return was === is ? [] : [{ where, problem: `it was a ${was} and is a ${is}`, remedy: KEEP_TYPE }];
  });

const newlyRequired = (before: Map<string, Input>, after: Map<string, Input>): Breakage[] =>
  [...after]
    .filter(([where, field]) => field.required && !field.default && !before.get(where)?.required)
    .map(([where]) => ({ where, problem: 'it is required now', remedy: KEEP_OPTIONAL }));

const choicesOf = ({ choices }: Input): string[] =>
  Array.isArray(choices)
    ? choices.map((choice) => String(isRecord(choice) ? choice.value : choice))
    : Object.keys(choices ?? {});

const lostChoices = (before: Map<string, Input>, after: Map<string, Input>): Breakage[] =>
  [...before].flatMap(([where, field]) => {
    const present = after.get(where);
    if (!present?.choices) return [];
    const offered = new Set(choicesOf(present));
    return choicesOf(field)
      .filter((choice) => !offered.has(choice))
      .map((choice) => ({ where, problem: `the choice ${choice} is gone`, remedy: KEEP_KEY }));
  });

const lostSampleKeys = (before: unknown, after: unknown): Breakage[] => {
  const given = new Set(isRecord(after) ? keysOf(after) : []);
  return (isRecord(before) ? keysOf(before) : [])
    .filter((key) => !given.has(key))
    .map((key) => ({ where: `sample.${key}`, problem: 'it is gone', remedy: KEEP_KEY }));
};

const primaryOf = ({ outputFields }: Operation['operation']): string =>
  outputFields
    .filter(({ primary }) => primary)
    .map(({ key }) => key)
    .join(' and ') || 'id';

const changedOperation = (before: Operation['operation'], after: Operation['operation']): Breakage[] => {
  const [was, is] = [before.type ?? 'polling', after.type ?? 'polling'];
  const [told, tells] = [primaryOf(before), primaryOf(after)];
  return [
    ...(was === is ? [] : [{ where: 'type', problem: `it was ${was} and is ${is}`, remedy: KEEP_KIND }]),
    ...(told === tells
      ? []
      : [
          {
            where: 'outputFields',
            problem: `records were told apart by ${told}, not ${tells}`,
            remedy: KEEP_KIND,
          },
        ]),
    ...changed(inputs(before), inputs(after)),
    ...newlyRequired(inputs(before), inputs(after)),
    ...lostChoices(inputs(before), inputs(after)),
    ...changed(outputs(before), outputs(after)),
    ...lostSampleKeys(before.sample, after.sample),
  ];
};

const within = (where: string, breakages: readonly Breakage[]): Breakage[] =>
  breakages.map((breakage) => ({ ...breakage, where: `${where}.${breakage.where}` }));

const changedConnection = (before: Definition['authentication'], after: Definition['authentication']) => {
  const [was, is] = [inputs({ inputFields: before.fields }), inputs({ inputFields: after.fields })];
  const breakages = [...changed(was, is), ...newlyRequired(was, is), ...lostChoices(was, is)];
  return within('authentication', [
    ...(before.type === after.type
      ? []
      : [{ where: 'type', problem: `it was ${before.type} and is ${after.type}`, remedy: '' }]),
    ...breakages,
  ]).map((breakage) => ({ ...breakage, remedy: KEEP_CONNECTION }));
};

const KINDS = ['triggers', 'creates', 'searches'] as const;

const changedOperations = (before: Definition, after: Definition): Breakage[] =>
  KINDS.flatMap((kind) =>
    Object.entries(before[kind]).flatMap(([key, { operation }]) => {
      const where = `${kind}.${key}`;
      const present = after[kind][key];
      return present
        ? within(where, changedOperation(operation, present.operation))
        : [{ where, problem: 'it is gone', remedy: KEEP_OPERATION }];
    }),
  );

const changedPairs = (
  { searchOrCreates: before }: Definition,
  { searchOrCreates: after }: Definition,
): Breakage[] =>
  Object.entries(before).flatMap(([key, { create }]) => {
    const where = `searchOrCreates.${key}`;
    const present = after[key];
    if (!present) return [{ where, problem: 'it is gone', remedy: KEEP_OPERATION }];
    if (present.create === create) return [];
    return [{ where, problem: `it created by ${create}, now by ${present.create}`, remedy: KEEP_OPERATION }];
  });

/** What Zaps built on `before` would miss in `after`, as one connection meets both. */
export const breakagesBetween = (before: Definition, after: Definition): Breakage[] => [
  ...changedConnection(before.authentication, after.authentication),
  ...changedOperations(before, after),
  ...changedPairs(before, after),
];
