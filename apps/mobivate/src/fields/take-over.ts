import { defineInputField } from 'zapier-platform-core';

export const takeOver = defineInputField({
  key: 'take_over',
  label: 'Take Over',
  type: 'boolean',
  required: false,
  helpText:
    'Only one Zap per Mobivate account can use this trigger. Choose yes to move it to this Zap: any other Zap that uses it **stops receiving events**.',
});
