import type { Outcome } from '@messaging/gateway/records';
import { readChoice, readList } from '@messaging/zapier/input';
import { defineInputField } from 'zapier-platform-core';

/** Which outcomes are wanted: the input field, and the test it makes. */

const CHOICES = {
  delivered: 'Delivered',
  failed: 'Failed',
  pending: 'Pending',
  unknown: 'Unknown',
} as const satisfies Record<Outcome, string>;

export const outcomes = defineInputField({
  key: 'outcomes',
  label: 'Outcomes',
  type: 'string',
  required: false,
  list: true,
  choices: CHOICES,
  helpText:
    'Only messages that were delivered, failed, are still on their way (pending), or will never be known about (unknown). Leave blank for all.',
});

/**
 * Whether an outcome is among those chosen; all are where none was chosen.
 * @throws InvalidInputError for a word that is none of the choices
 */
export const readOutcomes = (value: unknown): ((outcome: Outcome) => boolean) => {
  const wanted = new Set(readList(value).map((word) => readChoice(outcomes.label, word, CHOICES)));
  return (outcome) => wanted.size === 0 || wanted.has(outcome);
};
