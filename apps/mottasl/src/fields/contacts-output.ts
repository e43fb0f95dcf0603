import { GatewayError } from '@messaging/errors/gateway-error';
import { InvalidInputError } from '@messaging/errors/invalid-input';
import { defineOutputFields, type OutputOf } from '@messaging/fields/output';
import { isReady, type Row } from '@messaging/fields/rows';
import type { BatchReport } from '@messaging/gateway/batches';
import { readChoice } from '@messaging/zapier/input';
import { defineInputField } from 'zapier-platform-core';
import type { Mode } from '../api/contacts.ts';
import type { ContactRow } from './contact-rows.ts';

/** Output fields of Create Contacts: the counts, and a result per row. */
export const contactsFields = defineOutputFields([
  { key: 'mode', label: 'Mode', type: 'string', required: true },
  { key: 'requested', label: 'Requested (rows)', type: 'integer', required: true },
  { key: 'accepted', label: 'Accepted (rows)', type: 'integer', required: true },
  { key: 'invalid', label: 'Invalid (rows)', type: 'integer', required: true },
  { key: 'duplicates', label: 'Duplicates (rows)', type: 'integer', required: true },
  { key: 'not_sent', label: 'Not Created (rows)', type: 'integer', required: true },
  { key: 'unknown', label: 'Unknown (rows that may have been created)', type: 'integer', required: true },
  {
    key: 'results',
    label: 'Results',
    children: [
      { key: 'row', label: 'Row', type: 'integer', required: true },
      { key: 'recipient', label: 'Mobile Number', type: 'string', required: true },
      { key: 'status', label: 'Status', type: 'string', required: true },
      { key: 'reason', label: 'Reason', type: 'string' },
    ],
  },
]);

const RESULT_CHOICES = { all: 'All rows', problems: 'Rows that were not accepted', none: 'No rows' } as const;

export const returnResults = defineInputField({
  key: 'return_results',
  label: 'Return Results',
  type: 'string',
  required: false,
  choices: RESULT_CHOICES,
  helpText:
    'Which rows to return in Results, about 90 bytes each. Counts are always returned. For many contacts, return fewer rows. Leave blank for all.',
});

type Output = OutputOf<typeof contactsFields>;
type Result = Output['results'][number];

const resultsOf = (rows: readonly Row<ContactRow>[], report: BatchReport<ContactRow>): Result[] => {
  const rejected = rows.flatMap((row) => (isReady(row) ? [] : [row]));
  return [
    ...rejected.map(({ row, recipient, rejected: status, reason }) => ({ row, recipient, status, reason })),
    ...report.rows.map(({ row: { row, recipient }, fate }) => ({
      row,
      recipient,
      status: fate.status,
      reason: fate.status === 'accepted' ? null : fate.reason,
    })),
  ].sort((one, other) => one.row - other.row);
};

/** The error if no contact was created: the gateway's, or the first row's. */
const failureOf = ([first]: readonly Result[], { failures: [failure] }: BatchReport<ContactRow>): Error => {
  if (failure) return new GatewayError(`No contact was created. ${failure.message}`, failure);
  return new InvalidInputError(`No contact was created. Row ${first?.row}: ${first?.reason}`);
};

type Chooser = (results: Result[]) => Result[];

/**
 * Reads which rows to return.
 * @throws InvalidInputError if the choice is unknown
 */
export const readReturnResults = (value: unknown): Chooser => {
  const choice = readChoice(returnResults.label, value, RESULT_CHOICES) ?? 'all';
  if (choice === 'none') return () => [];
  return (results) => (choice === 'all' ? results : results.filter(({ status }) => status !== 'accepted'));
};

/**
 * Builds the output. Rows with an unknown result are not an error.
 * @throws InvalidInputError or GatewayError if nothing was or may have been created
 */
export const toContactsOutput = (
  mode: Mode,
  rows: readonly Row<ContactRow>[],
  report: BatchReport<ContactRow>,
  returned: Chooser,
): Output => {
  const results = resultsOf(rows, report);
  const count = (status: string) => results.filter((result) => result.status === status).length;
  if (count('accepted') + count('unknown') === 0) throw failureOf(results, report);
  return {
    mode,
    requested: results.length,
    accepted: count('accepted'),
    invalid: count('invalid'),
    duplicates: count('duplicate'),
    not_sent: count('not_sent'),
    unknown: count('unknown'),
    results: returned(results),
  };
};

export const contactsSample: Output = {
  mode: 'sync',
  requested: 2,
  accepted: 1,
  invalid: 1,
  duplicates: 0,
  not_sent: 0,
  unknown: 0,
  results: [
    { row: 1, recipient: '447700900123', status: 'accepted', reason: null },
    {
      row: 2,
      recipient: '447700900124',
      status: 'invalid',
      reason: 'Name is blank. Azeer needs a name for each contact. Fill it in.',
    },
  ],
};
