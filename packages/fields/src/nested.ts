import type { PlainOutputField } from 'zapier-platform-core';

/**
 * Output fields of a record inside another one, as `parent__key`; the label of the record goes before those that do not
 * begin with it anyway. None is required: the record may be null as a whole.
 */
export const nestedFields = (
  parent: string,
  label: string,
  fields: readonly PlainOutputField[],
): PlainOutputField[] =>
  fields.map((field) => ({
    ...field,
    key: `${parent}__${field.key}`,
    label: field.label?.startsWith(label) ? field.label : `${label} ${field.label}`,
    required: false,
  }));
