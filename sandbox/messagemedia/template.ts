import velocity from 'velocityjs';

/** The variables of a template. Missing ones are undefined. */
export type Variables = Record<string, unknown>;

/** Velocity's JSON escaping. It returns nothing for a missing value, so the reference is printed unchanged. */
const esc = {
  json: (value: unknown) =>
    value === undefined || value === null ? undefined : JSON.stringify(String(value)).slice(1, -1),
};

/** Renders a webhook's body. Prints an undefined reference literally, or nothing if it starts with `$!`. */
export const renderTemplate = (template: string, variables: Variables): string =>
  velocity.render(template, { ...variables, esc });
