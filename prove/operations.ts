import * as v from 'valibot';

const GROUPS = ['triggers', 'creates', 'searches'] as const;

const operation = v.object({ operation: v.looseObject({ type: v.optional(v.string()) }) });
const definition = v.object({
  triggers: v.optional(v.record(v.string(), operation), {}),
  creates: v.optional(v.record(v.string(), operation), {}),
  searches: v.optional(v.record(v.string(), operation), {}),
});

/** A method of the app that the platform can call. */
export interface Method {
  /** The operation's key, or `connection`. */
  readonly key: string;
  readonly group: (typeof GROUPS)[number] | 'authentication';
  /** The method's name, such as `perform` or `performSubscribe`. */
  readonly name: string;
  /** The method's path in the definition. */
  readonly path: string;
  readonly isHook: boolean;
}

/** Finds all methods that the platform can call in the app's definition. */
export const methodsOf = (answer: unknown): Method[] => {
  const app = v.parse(definition, answer);
  const connection: Method = {
    key: 'connection',
    group: 'authentication',
    name: 'test',
    path: 'authentication.test',
    isHook: false,
  };
  const methods = GROUPS.flatMap((group) =>
    Object.entries(app[group]).flatMap(([key, { operation: found }]) =>
      Object.keys(found)
        .filter((name) => name.startsWith('perform'))
        .map((name): Method => {
          const path = `${group}.${key}.operation.${name}`;
          return { key, group, name, path, isHook: found.type === 'hook' };
        }),
    ),
  );
  return [connection, ...methods];
};
