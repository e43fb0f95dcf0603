import velocity from 'velocityjs';

/** The values that a template may use; what an event does not have is left out. */
export type Variables = Record<string, unknown>;

/** Velocity's own tool for text inside JSON; it gives nothing for nothing, and the reference is then printed as it is. */
const esc = {
  json: (value: unknown) =>
    value === undefined || value === null ? undefined : JSON.stringify(String(value)).slice(1, -1),
};

/** A webhook's body. A reference to what does not exist is printed literally, or as nothing where it begins with `$!`. */
export const renderTemplate = (template: string, variables: Variables): string =>
  velocity.render(template, { ...variables, esc });
