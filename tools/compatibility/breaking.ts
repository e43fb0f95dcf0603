import { withChildren } from '../publish-lint/check.ts';
import type { Definition, InputField, Operation, OutputField } from '../publish-lint/definition.ts';
import { isRecord, keysOf } from '../publish-lint/values.ts';

/** A change that would break existing Zaps, and what to do instead. */
export interface Breakage {
  readonly where: string;
  readonly problem: string;
  readonly remedy: string;
}

const KEEP_KEY = 'Existing Zaps use this key. Restore it, and add the replacement under a new key.';
const KEEP_TYPE = 'Existing Zaps rely on the type. Restore it, and add a field under a new key.';
const KEEP_OPTIONAL = 'Existing Zaps may leave it blank. Keep it optional, or give it a default.';
const KEEP_OPERATION = 'Existing Zaps run it. Restore and hide it, and add the replacement under a new key.';
const KEEP_KIND = 'Existing Zaps depend on it. Restore and hide it, and add a trigger under a new key.';
const KEEP_CONNECTION = 'Every user would have to reconnect. Restore it, and add an optional field instead.';

type Input = InputField | InputField['children'][number];
type Output = OutputField | OutputField['children'][number];

/** Fields by path, including those of line items. */
const inputs = (operation: Pick<Operation['operation'], 'inputFields'>): Map<string, Input> =>
  new Map(withChildren(operation.inputFields, 'inputFields').map(({ where, field }) => [where, field]));

const outputs = ({ outputFields }: Operation['operation']): Map<string, Output> =>
  new Map(withChildren(outputFields, 'outputFields').map(({ where, field }) => [where, field]));

/** The type of a field, with `list` or `dict`. Fields typed by a function have no type here. */
const shapeOf = ({ type = 'string', list, dict }: Input | Output): string =>
  [type, list && 'list', dict && 'dictionary'].filter(Boolean).join(' ');

const changed = (before: Map<string, Input | Output>, after: Map<string, Input | Output>): Breakage[] =>
  [...before].flatMap(([where, field]) => {
    const present = after.get(where);
    if (!present) return [{ where, problem: 'was removed', remedy: KEEP_KEY }];
    const [was, is] = [shapeOf(field), shapeOf(present)];
    return was === is ? [] : [{ where, problem: `changed from ${was} to ${is}`, remedy: KEEP_TYPE }];
  });

const newlyRequired = (before: Map<string, Input>, after: Map<string, Input>): Breakage[] =>
  [...after]
    .filter(([where, field]) => field.required && !field.default && !before.get(where)?.required)
    .map(([where]) => ({ where, problem: 'became required', remedy: KEEP_OPTIONAL }));

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
      .map((choice) => ({ where, problem: `lost the choice ${choice}`, remedy: KEEP_KEY }));
  });

const lostSampleKeys = (before: unknown, after: unknown): Breakage[] => {
  const given = new Set(isRecord(after) ? keysOf(after) : []);
  return (isRecord(before) ? keysOf(before) : [])
    .filter((key) => !given.has(key))
    .map((key) => ({ where: `sample.${key}`, problem: 'was removed', remedy: KEEP_KEY }));
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
    ...(was === is ? [] : [{ where: 'type', problem: `changed from ${was} to ${is}`, remedy: KEEP_KIND }]),
    ...(told === tells
      ? []
      : [
          {
            where: 'outputFields',
            problem: `changed its primary key from ${told} to ${tells}`,
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
      : [{ where: 'type', problem: `changed from ${before.type} to ${after.type}`, remedy: '' }]),
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
        : [{ where, problem: 'was removed', remedy: KEEP_OPERATION }];
    }),
  );

const changedPairs = (
  { searchOrCreates: before }: Definition,
  { searchOrCreates: after }: Definition,
): Breakage[] =>
  Object.entries(before).flatMap(([key, { create }]) => {
    const where = `searchOrCreates.${key}`;
    const present = after[key];
    if (!present) return [{ where, problem: 'was removed', remedy: KEEP_OPERATION }];
    if (present.create === create) return [];
    return [
      { where, problem: `changed its action from ${create} to ${present.create}`, remedy: KEEP_OPERATION },
    ];
  });

/** The changes from `before` to `after` that break existing Zaps of one connection. */
export const breakagesBetween = (before: Definition, after: Definition): Breakage[] => [
  ...changedConnection(before.authentication, after.authentication),
  ...changedOperations(before, after),
  ...changedPairs(before, after),
];
