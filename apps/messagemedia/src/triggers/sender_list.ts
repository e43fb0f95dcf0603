import { idAndName } from '@messaging/fields/choice-output';
import { defineTrigger, type PollingTriggerPerform } from 'zapier-platform-core';
import { listSenders } from '../api/senders.ts';
import { step } from '../step.ts';

export const perform = step(async ({ api }) =>
  (await listSenders(api)).map(({ address, label }) => ({
    id: address,
    name: label === null ? address : `${address} (${label})`,
  })),
) satisfies PollingTriggerPerform;

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
