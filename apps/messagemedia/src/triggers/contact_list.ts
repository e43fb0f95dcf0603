import { idAndName } from '@messaging/fields/choice-output';
import { defineTrigger, type PollingTriggerPerform } from 'zapier-platform-core';
import { contactLists } from '../api/contacts.ts';
import { step } from '../step.ts';

export const perform = step(async ({ api }) =>
  (await contactLists(api)).map(({ id, name }) => ({ id, name })),
) satisfies PollingTriggerPerform;

export default defineTrigger({
  key: 'contact_list',
  noun: 'Contact List',
  display: {
    label: 'List Contact Lists',
    description: 'Triggers when the dropdown of contact lists is opened.',
    hidden: true,
  },
  operation: { perform, outputFields: idAndName },
});
