import { idAndName } from '@messaging/fields/choice-output';
import { defineTrigger, type PollingTriggerPerform } from 'zapier-platform-core';
import { step } from '../step.ts';

export const perform = step(async ({ mottasl }) => {
  const { records } = await mottasl.tags();
  return records.map(({ id, name }) => ({ id, name }));
}) satisfies PollingTriggerPerform;

export default defineTrigger({
  key: 'tag_list',
  noun: 'Tag',
  display: {
    label: 'List Tags',
    description: 'Triggers when the dropdown of tags is opened.',
    hidden: true,
  },
  operation: { perform, outputFields: idAndName },
});
