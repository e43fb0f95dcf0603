/** The positions of a switch: those of its list, or yes and no. */
const optionsOf = (schema: object): readonly unknown[] => {
  if ('options' in schema && Array.isArray(schema.options)) return schema.options;
  return 'type' in schema && schema.type === 'boolean' ? [true, false] : [];
};

/** All positions of all switches except the defaults, as `name=value`. Skips numbers, such as a pace. */
export const positionsOf = (entries: Readonly<Record<string, object>>, usual: object): string[] =>
  Object.entries(entries).flatMap(([name, schema]) =>
    optionsOf(schema)
      .filter((value) => value !== new Map(Object.entries(usual)).get(name))
      .map((value) => `${name}=${value}`),
  );

/** The positions named in the rows of a test. */
export const positionsIn = (settings: readonly object[]): string[] =>
  settings.flatMap((each) => Object.entries(each).map(([name, value]) => `${name}=${value}`));
