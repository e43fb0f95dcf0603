import { readWhole } from '@messaging/zapier/input';
import { defineInputField } from 'zapier-platform-core';

export const campaignName = defineInputField({
  key: 'name',
  label: 'Campaign Name',
  type: 'string',
  required: false,
  helpText: 'The name of this send in your Mobivate reports.',
});

export const spreadHours = defineInputField({
  key: 'spread_hours',
  label: 'Spread Hours',
  type: 'integer',
  required: false,
  helpText: 'Send evenly over this many hours. Leave blank to send all at once.',
});

/**
 * Reads the hours to spread a send over.
 * @throws InvalidInputError if it is not a whole number from 0 to 9999
 */
export const readSpreadHours = (value: unknown): number | undefined =>
  readWhole(spreadHours.label, value, { least: 0, most: 9999 });
