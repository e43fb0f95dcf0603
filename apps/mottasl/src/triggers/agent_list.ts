import { idAndName } from '@messaging/fields/choice-output';
import { defineTrigger, type PollingTriggerPerform } from 'zapier-platform-core';
import { step } from '../step.ts';

export const perform = step(async ({ mottasl }) => {
  const { records } = await mottasl.agents();
  return records.map(({ id, name }) => ({ id, name }));
}) satisfies PollingTriggerPerform;

export default defineTrigger({
  key: 'agent_list',
  noun: 'Agent',
  display: {
    label: 'List Agents',
    description: 'Triggers when the dropdown of agents is opened.',
    hidden: true,
  },
  operation: { perform, outputFields: idAndName },
});
