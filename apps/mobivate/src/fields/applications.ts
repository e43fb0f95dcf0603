import { defineInputField } from 'zapier-platform-core';

/** The lists of Classic that a contact is on. */
export const applications = defineInputField({
  key: 'applications',
  label: 'Applications',
  type: 'string',
  list: true,
  required: true,
  helpText:
    'One or more lists of your account, one per entry, such as `contacts:123` (the number of a list), `recurring:45` (the number of a campaign), `callcentre:6`, `optouts:sms`, `optouts:call` or `appointments`. Your connection needs a Hub Username and Hub Password.',
});
