import { readChoice } from '@messaging/zapier/input';
import { defineInputField } from 'zapier-platform-core';

const CHOICES = { stop: 'Stop this run', continue: 'Continue with status "skipped"' } as const;

export const onOptedOut = defineInputField({
  key: 'on_opted_out',
  label: 'If Recipient Opted Out',
  type: 'string',
  required: false,
  choices: CHOICES,
});

export const readOnOptedOut = (value: unknown): 'stop' | 'continue' | undefined =>
  readChoice(onOptedOut.label, value, CHOICES);
