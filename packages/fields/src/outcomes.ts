import type { Outcome } from '@messaging/gateway/records';
import { readList } from '@messaging/zapier/input';
import { defineInputField } from 'zapier-platform-core';

/** Which outcomes are wanted: the input field, and the test it makes. */

export const outcomes = defineInputField({
  key: 'outcomes',
  label: 'Outcomes',
  type: 'string',
  required: false,
  list: true,
  choices: { delivered: 'Delivered', failed: 'Failed', pending: 'Pending' },
  helpText: 'Leave it empty for all of them. Pending is everything that is not final yet.',
});

/** Whether an outcome is among those chosen; all are where none was chosen. */
export const readOutcomes = (value: unknown): ((outcome: Outcome) => boolean) => {
  const wanted = readList(value).map((word) => word.toLowerCase());
  return (outcome) => wanted.length === 0 || wanted.includes(outcome);
};
