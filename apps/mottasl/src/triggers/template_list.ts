import { idAndName } from '@messaging/fields/choice-output';
import { defineTrigger, type PollingTriggerPerform } from 'zapier-platform-core';
import { isApproved } from '../api/templates.ts';
import { step } from '../step.ts';

/** Lists approved templates. Adds the language to names that occur several times. */
export const perform = step(async ({ mottasl }) => {
  const { records } = await mottasl.templates();
  const approved = records.filter(isApproved);
  const isShared = (name: string) => approved.filter((template) => template.name === name).length > 1;
  return approved.map(({ id, name, language }) => ({
    id,
    name: isShared(name) && language !== null ? `${name} (${language})` : name,
  }));
}) satisfies PollingTriggerPerform;

export default defineTrigger({
  key: 'template_list',
  noun: 'Template',
  display: {
    label: 'List Templates',
    description: 'Triggers when the dropdown of templates is opened.',
    hidden: true,
  },
  operation: { perform, outputFields: idAndName },
});
