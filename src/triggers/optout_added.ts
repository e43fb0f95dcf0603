import { type Bundle, defineTrigger, type PollingTriggerPerform } from 'zapier-platform-core';
import { defineOutputFields, type OutputOf } from '../fields/output.ts';
import type { Optout } from '../mobivate/optout.ts';
import { SAMPLE_SIZE } from '../mobivate/samples.ts';
import { step } from '../step.ts';

const DAY_MILLISECONDS = 86_400_000;

const outputFields = defineOutputFields([
  { key: 'id', label: 'Opt-Out ID', type: 'string', required: true },
  { key: 'mobile', label: 'Mobile', type: 'string', required: true },
  { key: 'note', label: 'Note', type: 'string' },
  { key: 'created_at', label: 'Created At', type: 'datetime' },
]);

const daysAgo = (days: number): Date => new Date(Date.now() - days * DAY_MILLISECONDS);

export const perform = step(async ({ mobivate }, { meta }: Bundle): Promise<Optout[]> => {
  const recent = await mobivate.recentOptouts(daysAgo(1));
  if (!meta?.isLoadingSample) return recent;
  const shown = recent.length > 0 ? recent : await mobivate.recentOptouts(daysAgo(30));
  return shown.slice(0, SAMPLE_SIZE);
}) satisfies PollingTriggerPerform<Record<string, unknown>, Optout>;

const sample = {
  id: '1200000001',
  mobile: '447700900123',
  note: 'MO',
  created_at: '2026-03-02T09:41:00.000Z',
} satisfies Optout & OutputOf<typeof outputFields>;

export default defineTrigger({
  key: 'optout_added',
  noun: 'Opt-Out',
  display: {
    label: 'New Opt-Out',
    description: 'Triggers when a number is put on the opt-out list, by a STOP message or by hand.',
  },
  operation: { perform, outputFields, sample },
});
