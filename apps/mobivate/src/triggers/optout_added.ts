import { unfinished } from '@messaging/gateway/find';
import { DAY_MILLISECONDS } from '@messaging/gateway/time';
import { readLine } from '@messaging/zapier/input';
import {
  type Bundle,
  defineInputFields,
  defineTrigger,
  type InferInputData,
  type PollingTriggerPerform,
} from 'zapier-platform-core';
import { SAMPLE_SIZE } from '../api/messages.ts';
import type { Optout } from '../api/optout.ts';
import { type OptoutOutput, optoutFields, optoutSample } from '../fields/optout-output.ts';
import { step } from '../step.ts';

const inputFields = defineInputFields([
  {
    key: 'note',
    label: 'Note',
    type: 'string',
    required: false,
    helpText:
      'Only opt-outs whose note contains this. `MO` means that the person texted STOP, and `UNDELIVERABLE` that Mobivate added the number after failed deliveries. Leave blank for all.',
  },
]);

type Input = InferInputData<typeof inputFields>;

const daysAgo = (days: number): Date => new Date(Date.now() - days * DAY_MILLISECONDS);

const isWantedBy = (input: Input): ((optout: Optout) => boolean) => {
  const part = readLine(input.note)?.toLowerCase() ?? '';
  return ({ note }) => (note ?? '').toLowerCase().includes(part);
};

export const perform = step(async ({ mobivate }, { inputData, meta }: Bundle<Input>) => {
  const isWanted = isWantedBy(inputData);
  const { found, isWhole } = await mobivate.recentOptouts(daysAgo(1));
  const recent: OptoutOutput[] = found.filter(isWanted);
  if (meta?.isLoadingSample) {
    const shown =
      recent.length > 0 ? recent : (await mobivate.recentOptouts(daysAgo(30))).found.filter(isWanted);
    return shown.slice(0, SAMPLE_SIZE);
  }
  if (isWhole) return recent;
  throw unfinished('opt-out list');
}) satisfies PollingTriggerPerform<Input, OptoutOutput>;

export default defineTrigger({
  key: 'optout_added',
  noun: 'Opt-Out',
  display: {
    label: 'New Opt-Out',
    description:
      'Triggers when a phone number is added to the opt-out list by a STOP message, manually, or after failed deliveries.',
  },
  operation: { perform, inputFields, outputFields: optoutFields, sample: optoutSample },
});
