import type { Outcome } from '@messaging/gateway/records';
import { readChoice, readList } from '@messaging/zapier/input';
import { defineInputField } from 'zapier-platform-core';

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
    'Delivered, failed, still on its way (pending), or never reported (unknown). Leave blank for all.',
});

/**
 * Creates a filter from the chosen outcomes. Without any, it matches all.
 * @throws InvalidInputError if a value is not one of the choices
 */
export const readOutcomes = (value: unknown): ((outcome: Outcome) => boolean) => {
  const wanted = new Set(readList(value).map((word) => readChoice(outcomes.label, word, CHOICES)));
  return (outcome) => wanted.size === 0 || wanted.has(outcome);
};
