import { defineInputField } from 'zapier-platform-core';

/** Whether a Zap may replace another one that has the slot. */
export const takeOver = defineInputField({
  key: 'take_over',
  label: 'Take Over',
  type: 'boolean',
  required: false,
  helpText:
    'These events can go to one Zap of an account only. Yes: this Zap gets them from now on, and another Zap that had them gets nothing any more.',
});
