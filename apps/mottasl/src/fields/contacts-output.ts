import { GatewayError } from '@messaging/errors/gateway-error';
import { InvalidInputError } from '@messaging/errors/invalid-input';
import { type ReturnedRows, returnResults as returnResultsField } from '@messaging/fields/bulk';
import { defineOutputFields, type OutputOf } from '@messaging/fields/output';
import { countRows, type EndedRow, endedRows, type Row, reasonOf } from '@messaging/fields/rows';
import type { BatchReport, RowStatus } from '@messaging/gateway/batches';
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

export const returnResults = defineInputField({
  ...returnResultsField,
  helpText:
    'Which rows to return in Results, about 90 bytes each. Counts are always returned. For many contacts, return fewer rows. Leave blank for all.',
});

type Output = OutputOf<typeof contactsFields>;
type Result = Output['results'][number] & { status: RowStatus };

const toResult = ({ row, recipient, fate }: EndedRow): Result => ({
  row,
  recipient,
  status: fate.status,
  reason: reasonOf(fate),
});

/** The error if no contact was created: the gateway's, or the first row's. */
const failureOf = ([first]: readonly EndedRow[], { failures: [failure] }: BatchReport<ContactRow>): Error => {
  if (failure) return new GatewayError(`No contact was created. ${failure.message}`, failure);
  return new InvalidInputError(`No contact was created. Row ${first?.row}: ${first && reasonOf(first.fate)}`);
};

/**
 * Builds the output. Rows with an unknown result are not an error.
 * @throws InvalidInputError or GatewayError if nothing was or may have been created
 */
export const toContactsOutput = (
  mode: Mode,
  rows: readonly Row<ContactRow>[],
  report: BatchReport<ContactRow>,
  returned: ReturnedRows,
): Output => {
  const ended = endedRows(rows, report);
  const counts = countRows(ended);
  if (counts.accepted + counts.unknown === 0) throw failureOf(ended, report);
  return { mode, ...counts, results: returned(ended.map(toResult)) };
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
