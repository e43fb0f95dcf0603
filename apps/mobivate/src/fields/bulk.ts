import { quoted } from '@messaging/errors/invalid-input';
import { messagesField, type RowsInput, readMessageRows } from '@messaging/fields/message-rows';
import type { Recipient } from '@messaging/fields/rows';
import type { TextRules } from '@messaging/fields/text';
import { readList, readWhole } from '@messaging/zapier/input';
import { defineInputField } from 'zapier-platform-core';

/** Input fields of bulk sends, and their readers. */

export const messages = messagesField();

export const groupIds = defineInputField({
  key: 'group_ids',
  label: 'Group IDs',
  type: 'string',
  list: true,
  required: false,
  helpText:
    'IDs of contact groups, one per entry. Everyone in them gets the Message Body. Each group counts as one row.',
});

const toGroup = (id: string): Recipient => ({
  recipient: id,
  problem: /^[\w-]+$/.test(id)
    ? null
    : `${groupIds.label} ${quoted(id)} is not a group ID. Check the ID in your Mobivate account.`,
});

/** The size of a group is unknown, so the number of parts is too. */
const GROUP = { parts: null, isGroup: true };

/**
 * Reads the rows of a step: numbers, rows with a text each, and groups.
 * @throws InvalidInputError like {@link readMessageRows}
 */
export const readBulkRows = (
  input: RowsInput & { readonly group_ids?: unknown },
  defaultCountry: string | null,
  counted?: TextRules['counted'],
) =>
  readMessageRows<{ readonly isGroup?: boolean }>(input, {
    defaultCountry,
    counted,
    readMore: () => ({}),
    others: readList(input.group_ids).map((id) => ({ to: toGroup(id), more: GROUP })),
  });

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
