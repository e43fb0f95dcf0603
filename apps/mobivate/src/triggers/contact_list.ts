import { idAndName } from '@messaging/fields/choice-output';
import { type Bundle, defineTrigger, type PollingTriggerPerform } from 'zapier-platform-core';
import { step } from '../step.ts';

/** A page of contacts. Empty on Classic, which has no address book. */
export const perform = step(async ({ mobivate }, { meta }: Bundle) => {
  if (mobivate.platform === 'Classic') return [];
  const contacts = await mobivate.contactsPage(meta?.page ?? 0);
  return contacts.map(({ id, name, mobile }) => ({ id, name: name ?? mobile ?? id }));
}) satisfies PollingTriggerPerform;

export default defineTrigger({
  key: 'contact_list',
  noun: 'Contact',
  display: {
    label: 'List Contacts',
    description: 'Triggers when the dropdown of contacts is opened.',
    hidden: true,
  },
  operation: { perform, canPaginate: true, outputFields: idAndName },
});
