import type { PlainOutputField } from 'zapier-platform-core';

/** Joins two labels. A word that ends the first and starts the second appears once. */
const joined = (label: string, own: string): string => {
  const last = label.split(' ').at(-1);
  const rest = own.split(' ')[0] === last ? own.split(' ').slice(1).join(' ') : own;
  return `${label} ${rest}`.trim();
};

/**
 * Output fields of a nested record, with keys like `parent__key`. Labels start with the record's label. None
 * is required, because the record may be null.
 */
export const nestedFields = (
  parent: string,
  label: string,
  fields: readonly PlainOutputField[],
): PlainOutputField[] =>
  fields.map((field) => {
    const { key, label: own = '' } = field;
    return {
      ...field,
      key: `${parent}__${key}`,
      label: joined(label, own),
      required: false,
    };
  });
