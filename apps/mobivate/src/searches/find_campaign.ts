import { defineOutputFields, type OutputOf } from '@messaging/fields/output';
import { from, readPeriod, to } from '@messaging/fields/period';
import { readLine } from '@messaging/zapier/input';
import {
  type Bundle,
  defineInputFields,
  defineSearch,
  type InferInputData,
  type SearchPerform,
} from 'zapier-platform-core';
import { type Campaign, firstDay, lastDay } from '../api/campaign.ts';
import { requireVortex } from '../api/platform.ts';
import { step } from '../step.ts';

const LABEL = 'Find Campaign';

const MOST = 100;

export const inputFields = defineInputFields([
  {
    key: 'name',
    label: 'Name',
    type: 'string',
    required: false,
    helpText:
      'All or part of the campaign name, in any case. Exact matches come first. Leave blank for the latest campaign.',
  },
  { ...from, helpText: 'The first day of the period, in UTC. Leave blank for three months ago.' },
  { ...to, helpText: 'The last day of the period, in UTC. Leave blank to include scheduled campaigns.' },
]);

export const outputFields = defineOutputFields([
  { key: 'id', label: 'Campaign ID', type: 'string', required: true },
  { key: 'name', label: 'Name', type: 'string' },
  { key: 'recipient_count', label: 'Recipient Count', type: 'integer' },
  { key: 'scheduled_for', label: 'Scheduled For', type: 'datetime' },
  { key: 'status', label: 'Status', type: 'string' },
]);

type Input = InferInputData<typeof inputFields>;
type Output = OutputOf<typeof outputFields>;

const nameOf = ({ name }: Campaign): string => name?.trim().toLowerCase() ?? '';

const timeOf = ({ scheduled_for }: Campaign): number => (scheduled_for ? Date.parse(scheduled_for) : 0);

/** Sorts exact matches first, then the latest. */
const bestFirst = (campaigns: readonly Campaign[], wanted: string): Campaign[] => {
  const isExact = (campaign: Campaign) => Number(wanted !== '' && nameOf(campaign) === wanted);
  return campaigns.toSorted((one, other) => isExact(other) - isExact(one) || timeOf(other) - timeOf(one));
};

export const perform = step(async ({ mobivate }, { inputData }: Bundle<Input>): Promise<Output[]> => {
  const vortex = requireVortex(mobivate, LABEL);
  const period = readPeriod(inputData, { from: firstDay, to: lastDay });
  const wanted = readLine(inputData.name)?.toLowerCase() ?? '';
  const campaigns = await vortex.findCampaigns(period, (campaign) => nameOf(campaign).includes(wanted));
  return bestFirst(campaigns, wanted).slice(0, MOST);
}) satisfies SearchPerform<Input>;

const sample: Output = {
  id: '9c8b7a69-5f4e-4d3c-8b2a-190807f6e5d4',
  name: 'Easter cakes',
  recipient_count: 1250,
  scheduled_for: '2026-03-02T09:30:00.000Z',
  status: 'Completed',
};

export default defineSearch({
  key: 'find_campaign',
  noun: 'Campaign',
  display: {
    label: LABEL,
    description:
      'Finds a bulk send by its name, with its size, time, and status. Vortex accounts only. Changes nothing. Returns up to 100 campaigns.',
  },
  operation: { perform, inputFields, outputFields, sample },
});
