import { defineInputField } from 'zapier-platform-core';

/** The lists of Classic that a contact is on. */
export const applications = defineInputField({
  key: 'applications',
  label: 'Applications',
  type: 'string',
  list: true,
  required: true,
  helpText:
    'Which lists of your account, each written as `app:token`: `contacts:<list id>`, `recurring:<campaign id>`, `callcentre:<setup id>`, `optouts:sms`, `optouts:call`, or `appointments` alone. Needs Hub Username and Hub Password in the connection.',
});
