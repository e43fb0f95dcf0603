import { idAndName } from '@messaging/fields/choice-output';
import { defineTrigger, type PollingTriggerPerform } from 'zapier-platform-core';
import { newestMessages } from '../api/messages.ts';
import { step } from '../step.ts';

/** The originators of recent messages, last used first. Mobivate has no API that lists originators. */
export const perform = step(async ({ mobivate }) => {
  const messages = await newestMessages(mobivate, 'outbound', () => true);
  const names = new Set(messages.flatMap(({ originator }) => originator ?? []));
  return [...names].map((name) => ({ id: name, name }));
}) satisfies PollingTriggerPerform;

export default defineTrigger({
  key: 'sender_list',
  noun: 'Sender',
  display: {
    label: 'List Senders',
    description: 'Triggers when the dropdown of senders is opened.',
    hidden: true,
  },
  operation: { perform, outputFields: idAndName },
});
