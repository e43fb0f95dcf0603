/** The options of a switch: those of its list, or yes and no. */
const optionsOf = (schema: object): readonly unknown[] => {
  if ('options' in schema && Array.isArray(schema.options)) return schema.options;
  return 'type' in schema && schema.type === 'boolean' ? [true, false] : [];
};

/** Every position of every switch but the usual ones, as `name=value`; numbers, such as a pace, are none. */
export const positionsOf = (entries: Readonly<Record<string, object>>, usual: object): string[] =>
  Object.entries(entries).flatMap(([name, schema]) =>
    optionsOf(schema)
      .filter((value) => value !== new Map(Object.entries(usual)).get(name))
      .map((value) => `${name}=${value}`),
  );

/** The positions that rows of a test name. */
export const positionsIn = (settings: readonly object[]): string[] =>
  settings.flatMap((each) => Object.entries(each).map(([name, value]) => `${name}=${value}`));
