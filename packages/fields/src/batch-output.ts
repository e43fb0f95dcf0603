import { GatewayError, type GatewayErrorKind } from '@messaging/errors/gateway-error';
import { InvalidInputError } from '@messaging/errors/invalid-input';
import type { BatchReport, RowStatus } from '@messaging/gateway/batches';
import type { ReturnedRows } from './bulk.ts';
import { defineOutputFields, type OutputOf } from './output.ts';
import { countRows, type EndedRow, endedRows, type ReadyRow, type Row, reasonOf } from './rows.ts';

export const batchSums = defineOutputFields([
  { key: 'id', label: 'Batch ID', type: 'string' },
  { key: 'batch_ids', label: 'Batch IDs', type: 'string', list: true },
  { key: 'requested', label: 'Requested (rows)', type: 'integer', required: true },
  { key: 'accepted', label: 'Accepted (rows)', type: 'integer', required: true },
  { key: 'invalid', label: 'Invalid (rows)', type: 'integer', required: true },
  { key: 'duplicates', label: 'Duplicates (rows)', type: 'integer', required: true },
  { key: 'not_sent', label: 'Not Sent (rows)', type: 'integer', required: true },
  { key: 'unknown', label: 'Unknown (rows that may have been sent)', type: 'integer', required: true },
  { key: 'parts_total', label: 'Parts Total (of accepted rows)', type: 'integer' },
]);

export const rowResult = defineOutputFields([
  { key: 'row', label: 'Row', type: 'integer', required: true },
  { key: 'recipient', label: 'Recipient', type: 'string', required: true },
  { key: 'status', label: 'Status', type: 'string', required: true },
  { key: 'reason', label: 'Reason', type: 'string' },
  { key: 'batch_id', label: 'Batch ID', type: 'string' },
  { key: 'parts', label: 'Parts', type: 'integer' },
]);

/** Output fields of every bulk send: the counts, and a result per row. */
export const batchFields = defineOutputFields([
  ...batchSums,
  { key: 'results', label: 'Results', children: rowResult },
]);

/** The result of a row. */
type Result = OutputOf<typeof rowResult> & { status: RowStatus };

/** The output of a bulk send. */
type Batch = OutputOf<typeof batchSums> & { results: Result[] };

const toResult = ({ row, recipient, parts = null, fate }: EndedRow): Result => ({
  row,
  recipient,
  status: fate.status,
  reason: reasonOf(fate),
  batch_id: fate.status === 'accepted' ? fate.batchId : null,
  parts,
});

const partsOf = (rows: readonly EndedRow[]): number | null => {
  const accepted = rows.filter(({ fate }) => fate.status === 'accepted');
  const known = accepted.flatMap(({ parts }) => parts ?? []);
  return accepted.length > 0 && known.length === 0 ? null : known.reduce((sum, parts) => sum + parts, 0);
};

const VERBS = [
  ['not_sent', 'not sent'],
  ['invalid', 'invalid'],
  ['duplicate', 'a duplicate'],
] as const;

/** Summarizes why no row was sent. If the gateway failed, gives its error as the only reason. */
const summaryOf = (rows: readonly EndedRow[], failure: GatewayError | undefined): string =>
  VERBS.flatMap(([status, words]) => {
    const [first, ...others] = rows.filter(({ fate }) => fate.status === status);
    if (!first) return [];
    const which = others.length > 0 ? `Row ${first.row} and ${others.length} more:` : `Row ${first.row}:`;
    if (!failure) return [`${which} ${words}. ${reasonOf(first.fate)}`];
    return [`${which} ${words}.${status === 'not_sent' ? ` ${failure.message}` : ''}`];
  }).join(' ');

/** Errors that the user must fix come before temporary ones. */
const BY_SEVERITY: readonly GatewayErrorKind[] = [
  'unauthorized',
  'no_credit',
  'forbidden',
  'not_found',
  'opted_out',
  'refused',
  'unreachable',
  'rate_limited',
];

/** The error for a send of which no row was sent: the most severe one. */
const failureOf = (rows: readonly EndedRow[], failures: readonly GatewayError[]): Error => {
  const rank = ({ kind }: GatewayError) => BY_SEVERITY.indexOf(kind);
  const [worst] = failures.toSorted((one, other) => rank(one) - rank(other));
  const sentence = `Nothing was sent. ${summaryOf(rows, worst)}`;
  if (!worst) return new InvalidInputError(sentence);
  const retry = worst.kind === 'rate_limited' ? ' Zapier will retry automatically.' : '';
  return new GatewayError(`${sentence}${retry}`, worst);
};

/**
 * Builds the output of a bulk send. Rows with an unknown outcome are not an error, because Zapier may replay
 * a failed step, which would text people twice.
 * @throws InvalidInputError or GatewayError if no row was or may have been sent
 */
export const toBatchOutput = <R extends ReadyRow>(
  rows: readonly Row<R>[],
  report: BatchReport<R>,
  returned: ReturnedRows = (results) => results,
): Batch => {
  const ended = endedRows(rows, report);
  const counts = countRows(ended);
  if (report.batchIds.length + counts.accepted + counts.unknown === 0)
    throw failureOf(ended, report.failures);
  return {
    id: report.batchIds[0] ?? null,
    batch_ids: [...report.batchIds],
    ...counts,
    parts_total: partsOf(ended),
    results: returned(ended.map(toResult)),
  };
};

export const batchSample: Batch = {
  id: '4f5a6b7c8d9e0f1a2b3c4d5e6f708192',
  batch_ids: ['4f5a6b7c8d9e0f1a2b3c4d5e6f708192'],
  requested: 2,
  accepted: 1,
  invalid: 1,
  duplicates: 0,
  not_sent: 0,
  unknown: 0,
  parts_total: 1,
  results: [
    {
      row: 1,
      recipient: '447700900123',
      status: 'accepted',
      reason: null,
      batch_id: '4f5a6b7c8d9e0f1a2b3c4d5e6f708192',
      parts: 1,
    },
    {
      row: 2,
      recipient: '07700 9001',
      status: 'invalid',
      reason:
        'Recipient "07700 9001" has too few digits for a phone number. Check the digits, and include the country code, such as +447700900123.',
      batch_id: null,
      parts: null,
    },
  ],
};
