import { idAndName } from '@messaging/fields/choice-output';
import { type Bundle, defineTrigger, type PollingTriggerPerform } from 'zapier-platform-core';
import { step } from '../step.ts';

/** A page of campaigns. Empty on Classic, which cannot list them. */
export const perform = step(async ({ mobivate }, { meta }: Bundle) => {
  if (mobivate.platform === 'Classic') return [];
  const campaigns = await mobivate.campaignsPage(meta?.page ?? 0);
  return campaigns.map(({ id, name }) => ({ id, name: name ?? id }));
}) satisfies PollingTriggerPerform;

export default defineTrigger({
  key: 'campaign_list',
  noun: 'Campaign',
  display: {
    label: 'List Campaigns',
    description: 'Triggers when the dropdown of campaigns is opened.',
    hidden: true,
  },
  operation: { perform, canPaginate: true, outputFields: idAndName },
});
