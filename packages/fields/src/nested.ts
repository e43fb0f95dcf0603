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
  fields.map(({ key, label: own = '', ...field }) => ({
    ...field,
    key: `${parent}__${key}`,
    label: own.startsWith(label) ? own : `${label} ${own}`.trim(),
    required: false,
  }));
