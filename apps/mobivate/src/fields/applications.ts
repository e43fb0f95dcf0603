import { defineInputField } from 'zapier-platform-core';

export const applications = defineInputField({
  key: 'applications',
  label: 'Lists',
  type: 'string',
  list: true,
  required: true,
  helpText:
    'One per entry: `contacts:123` for list 123, `recurring:45` for recurring campaign 45, `callcentre:6`, `optouts:sms`, `optouts:call`, or `appointments`. Your connection needs a Hub Username and Hub Password.',
});
