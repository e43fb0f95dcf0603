import { DAY_MILLISECONDS } from '@messaging/gateway/time';
import { type Bundle, defineTrigger, type PollingTriggerPerform } from 'zapier-platform-core';
import { SAMPLE_SIZE } from '../api/samples.ts';
import { type OptoutOutput, optoutFields, optoutSample } from '../fields/optout-output.ts';
import { step } from '../step.ts';

const daysAgo = (days: number): Date => new Date(Date.now() - days * DAY_MILLISECONDS);

export const perform = step(async ({ mobivate }, { meta }: Bundle): Promise<OptoutOutput[]> => {
  const recent = await mobivate.recentOptouts(daysAgo(1));
  if (!meta?.isLoadingSample) return recent;
  const shown = recent.length > 0 ? recent : await mobivate.recentOptouts(daysAgo(30));
  return shown.slice(0, SAMPLE_SIZE);
}) satisfies PollingTriggerPerform<Record<string, unknown>, OptoutOutput>;

export default defineTrigger({
  key: 'optout_added',
  noun: 'Opt-Out',
  display: {
    label: 'New Opt-Out',
    description: 'Triggers when a number is put on the opt-out list, by a STOP message or by hand.',
  },
  operation: { perform, outputFields: optoutFields, sample: optoutSample },
});
