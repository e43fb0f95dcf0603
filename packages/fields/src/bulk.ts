import { readChoice } from '@messaging/zapier/input';
import { defineInputField } from 'zapier-platform-core';

/** Input fields of everything that sends to many at once. */

export const recipients = defineInputField({
  key: 'recipients',
  label: 'Recipients',
  type: 'string',
  list: true,
  required: true,
  helpText:
    'Phone numbers with country code, like `+447700900123`. A mapped list or JSON works too. National numbers work if the connection has a Default Country. **Testing this step sends real messages.**',
});

export const excludeDuplicates = defineInputField({
  key: 'exclude_duplicates',
  label: 'Exclude Duplicates',
  type: 'boolean',
  required: false,
  default: 'true',
  helpText:
    'Choose yes to send to each number once, however it is written. Choose no to send several messages to one person.',
});

const RESULT_CHOICES = { all: 'All rows', problems: 'Rows that were not accepted', none: 'No rows' } as const;

export const returnResults = defineInputField({
  key: 'return_results',
  label: 'Return Results',
  type: 'string',
  required: false,
  choices: RESULT_CHOICES,
  helpText:
    'Which rows to return in Results, about 130 bytes each. The counts are always returned. Choose problems or none to keep the output of a large send small. Leave blank for all.',
});

/** Which rows a step returns. */
export type ReturnedResults = keyof typeof RESULT_CHOICES;

export const readReturnResults = (value: unknown): ReturnedResults =>
  readChoice(returnResults.label, value, RESULT_CHOICES) ?? 'all';
