import * as v from 'valibot';
import type { Choice, Field, Kind, Operation, OutputField } from '../protocol.ts';

const record = v.record(v.string(), v.unknown());

const display = v.object({
  label: v.string(),
  description: v.optional(v.string(), ''),
  hidden: v.optional(v.boolean(), false),
});

const outputField = v.object({
  key: v.string(),
  label: v.optional(v.string(), ''),
  type: v.optional(v.string(), 'string'),
  children: v.optional(v.array(record)),
});

const operation = v.object({
  key: v.string(),
  display,
  operation: v.optional(
    v.object({
      type: v.optional(v.string()),
      inputFields: v.optional(v.array(v.unknown()), []),
      outputFields: v.optional(v.array(v.unknown()), []),
      inputFieldGroups: v.optional(
        v.array(v.object({ key: v.string(), label: v.optional(v.string(), '') })),
        [],
      ),
    }),
    {},
  ),
  search: v.optional(v.string()),
  create: v.optional(v.string()),
});

const operations = v.optional(v.record(v.string(), operation), {});

/** The parts of an app's definition that the lab reads, as the platform's handler gives it. */
export const definitionSchema = v.object({
  version: v.string(),
  authentication: v.object({ connectionLabel: v.optional(v.unknown(), ''), fields: v.array(v.unknown()) }),
  triggers: operations,
  creates: operations,
  searches: operations,
  searchOrCreates: operations,
});

export type Definition = v.InferOutput<typeof definitionSchema>;
export type RawOperation = v.InferOutput<typeof operation>;

export const KINDS: readonly Kind[] = ['triggers', 'creates', 'searches', 'searchOrCreates'];

const outputOf = (fields: readonly unknown[], prefix = ''): OutputField[] =>
  fields.flatMap((given) => {
    const { success, output } = v.safeParse(outputField, given);
    if (!success) return [];
    const key = `${prefix}${output.key.replaceAll('__', '.')}`;
    const own = { key, label: output.label || output.key, type: output.type };
    return output.children ? [own, ...outputOf(output.children, `${key}[].`)] : [own];
  });

/** The operation a find-or-create takes its fields from. */
export const rawOperation = (definition: Definition, kind: Kind, key: string): RawOperation | undefined =>
  definition[kind][key];

/** All operations that a user can choose. */
export const listOperations = (definition: Definition): Operation[] =>
  KINDS.flatMap((kind) =>
    Object.values(definition[kind]).flatMap((raw) => {
      if (raw.display.hidden) return [];
      const source = kind === 'searchOrCreates' ? definition.searches[raw.search ?? raw.key] : raw;
      return [
        {
          kind,
          key: raw.key,
          label: raw.display.label,
          description: raw.display.description,
          instant: raw.operation.type === 'hook',
          output: outputOf(source?.operation.outputFields ?? []),
          groups: raw.operation.inputFieldGroups,
        },
      ];
    }),
  );

const scalar = v.union([v.string(), v.number(), v.boolean()]);

const choicesSchema = v.union([
  v.pipe(
    v.array(v.union([scalar, v.object({ value: scalar, label: v.optional(v.string()) })])),
    v.transform((list): Choice[] =>
      list.map((item) =>
        typeof item === 'object'
          ? { value: String(item.value), label: item.label ?? String(item.value) }
          : { value: String(item), label: String(item) },
      ),
    ),
  ),
  v.pipe(
    v.record(v.string(), v.string()),
    v.transform((map): Choice[] => Object.entries(map).map(([value, label]) => ({ value, label }))),
  ),
]);

const text = v.optional(v.string(), '');
const flag = v.optional(v.boolean(), false);

const fieldSchema = v.object({
  key: v.string(),
  label: text,
  type: v.optional(v.string(), 'string'),
  required: flag,
  list: flag,
  dict: flag,
  helpText: text,
  placeholder: text,
  default: text,
  choices: v.optional(v.unknown()),
  dynamic: text,
  altersDynamicFields: flag,
  group: text,
  children: v.optional(v.array(v.unknown()), []),
});

const isLoaded = (choices: unknown): boolean => v.is(v.object({ perform: v.unknown() }), choices);

const readChoices = (given: unknown): readonly Choice[] | null => {
  const { success, output } = v.safeParse(choicesSchema, given);
  return success ? output : null;
};

/** Input fields as the page draws them; what is no field, such as a function, is left out. */
export const readFields = (given: unknown): Field[] => {
  if (!Array.isArray(given)) return [];
  return given.flatMap((item) => {
    const { success, output } = v.safeParse(fieldSchema, item);
    if (!success) return [];
    const loaded = isLoaded(output.choices);
    return [
      {
        key: output.key,
        label: output.label || output.key,
        type: output.type,
        required: output.required,
        list: output.list,
        dict: output.dict,
        help: output.helpText,
        placeholder: output.placeholder,
        default: output.default,
        choices: loaded ? null : readChoices(output.choices),
        dynamic: output.dynamic !== '' || loaded,
        alters: output.altersDynamicFields,
        group: output.group,
        children: readFields(output.children),
      },
    ];
  });
};

/** Where the choices of a field come from. */
export type ChoiceSource =
  | { readonly kind: 'trigger'; readonly trigger: string; readonly id: string; readonly label: string }
  | { readonly kind: 'perform'; readonly index: number };

const sourced = v.object({
  key: v.string(),
  dynamic: v.optional(v.string()),
  choices: v.optional(v.unknown()),
});

/** The source of a field's choices, looked up among the fields in the order of the definition. */
export const choiceSource = (fields: readonly unknown[], key: string): ChoiceSource | null => {
  for (const [index, given] of fields.entries()) {
    const { success, output } = v.safeParse(sourced, given);
    if (!success || output.key !== key) continue;
    if (output.dynamic) {
      const [trigger = '', id = 'id', label = 'name'] = output.dynamic.split('.');
      return { kind: 'trigger', trigger, id, label };
    }
    if (isLoaded(output.choices)) return { kind: 'perform', index };
  }
  return null;
};
