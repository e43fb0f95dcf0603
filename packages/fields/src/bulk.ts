import { readChoice } from '@messaging/zapier/input';
import { defineInputField } from 'zapier-platform-core';

export const recipients = defineInputField({
  key: 'recipients',
  label: 'Recipients',
  type: 'string',
  list: true,
  required: true,
  helpText:
    'Phone numbers with country code, like `+447700900123`, or national numbers if your connection has a Default Country. Add one per entry, or map a list or JSON such as `["+447700900123"]`. **Testing this step sends real messages.**',
});

export const excludeDuplicates = defineInputField({
  key: 'exclude_duplicates',
  label: 'Exclude Duplicates',
  type: 'boolean',
  required: false,
  default: 'true',
  helpText: 'Choose yes to send to each number only once. Choose no to send several messages to one person.',
});

const RESULT_CHOICES = { all: 'All rows', problems: 'Rows that were not accepted', none: 'No rows' } as const;

export const returnResults = defineInputField({
  key: 'return_results',
  label: 'Return Results',
  type: 'string',
  required: false,
  choices: RESULT_CHOICES,
  helpText:
    'Which rows to return in Results, about 130 bytes each. Counts are always returned. For a large send, return fewer rows. Leave blank for all.',
});

/** Chooses the rows that a step returns. */
export type ReturnedRows = <R extends { readonly status: string }>(results: R[]) => R[];

export const readReturnResults = (value: unknown): ReturnedRows => {
  const choice = readChoice(returnResults.label, value, RESULT_CHOICES) ?? 'all';
  if (choice === 'none') return () => [];
  return (results) => (choice === 'all' ? results : results.filter(({ status }) => status !== 'accepted'));
};
