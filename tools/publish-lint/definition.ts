import * as v from 'valibot';

/** The parts of a definition that the checks read, as the platform's `definition` command returns it. */

const choices = v.optional(v.union([v.array(v.unknown()), v.record(v.string(), v.unknown())]));

const shared = {
  key: v.string(),
  label: v.optional(v.string()),
  type: v.optional(v.string()),
  required: v.optional(v.boolean()),
  helpText: v.optional(v.string()),
  list: v.optional(v.boolean()),
  dict: v.optional(v.boolean()),
};

const inputShape = {
  ...shared,
  dynamic: v.optional(v.string()),
  search: v.optional(v.string()),
  default: v.optional(v.string()),
  placeholder: v.optional(v.string()),
  isNoSecret: v.optional(v.boolean()),
  choices,
};

const outputShape = { ...shared, primary: v.optional(v.boolean()) };

/** Functions among the fields arrive as markers, which {@link resolveFields} replaces with fields. */
const fields = <S extends v.GenericSchema>(field: S) =>
  v.optional(
    v.pipe(
      v.array(v.union([v.string(), field])),
      v.transform((all) => all.filter((one): one is Exclude<typeof one, string> => typeof one !== 'string')),
    ),
    [],
  );

const inputField = v.looseObject({
  ...inputShape,
  children: v.optional(v.array(v.looseObject(inputShape)), []),
});
const outputField = v.looseObject({
  ...outputShape,
  children: v.optional(v.array(v.looseObject(outputShape)), []),
});

const operation = v.looseObject({
  key: v.string(),
  noun: v.string(),
  display: v.looseObject({
    label: v.string(),
    description: v.optional(v.string(), ''),
    hidden: v.optional(v.boolean(), false),
  }),
  operation: v.looseObject({
    type: v.optional(v.string()),
    perform: v.optional(v.unknown()),
    performList: v.optional(v.unknown()),
    performSubscribe: v.optional(v.unknown()),
    performUnsubscribe: v.optional(v.unknown()),
    inputFields: fields(inputField),
    outputFields: fields(outputField),
    sample: v.optional(v.record(v.string(), v.unknown())),
  }),
});

const operations = v.optional(v.record(v.string(), operation), {});

const searchOrCreate = v.looseObject({
  key: v.string(),
  display: v.looseObject({ label: v.string(), description: v.optional(v.string(), '') }),
  search: v.string(),
  create: v.string(),
});

const definition = v.looseObject({
  version: v.string(),
  authentication: v.looseObject({
    type: v.string(),
    connectionLabel: v.optional(v.string()),
    fields: fields(inputField),
  }),
  triggers: operations,
  creates: operations,
  searches: operations,
  searchOrCreates: v.optional(v.record(v.string(), searchOrCreate), {}),
});

export type Definition = v.InferOutput<typeof definition>;
export type Operation = v.InferOutput<typeof operation>;
export type InputField = v.InferOutput<typeof inputField>;
export type OutputField = v.InferOutput<typeof outputField>;

/**
 * Parses a definition. Keeps the parts that no check reads.
 * @throws ValiError if it is not a definition
 */
export const parseDefinition = (raw: unknown): Definition => v.parse(definition, raw);
