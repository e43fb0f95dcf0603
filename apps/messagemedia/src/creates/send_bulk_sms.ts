import { batchSums, rowResult, toBatchOutput } from '@messaging/fields/batch-output';
import { excludeDuplicates, readReturnResults, recipients, returnResults } from '@messaging/fields/bulk';
import { messagesField, readMessageRows } from '@messaging/fields/message-rows';
import { defineOutputFields, type OutputOf } from '@messaging/fields/output';
import { isReady, withoutDuplicates } from '@messaging/fields/rows';
import { body, maxParts, plainPunctuation } from '@messaging/fields/text';
import { scheduleAt, windowEnd, windowStart, windowTimezone } from '@messaging/fields/timing';
import type { BatchReport } from '@messaging/gateway/batches';
import { readFlag } from '@messaging/zapier/input';
import {
  type Bundle,
  type CreatePerform,
  defineCreate,
  defineInputFields,
  type InferInputData,
  type PlainInputField,
} from 'zapier-platform-core';
import { sendBulk } from '../api/batch.ts';
import type { Metadata } from '../api/message.ts';
import type { OutboundMessage, Shared } from '../api/send.ts';
import {
  checkText,
  deliveryReport,
  expiresAt,
  metadata,
  originator,
  readMetadata,
  readReference,
  readShared,
} from '../fields/message.ts';
import { step } from '../step.ts';

const messages = messagesField({
  key: metadata.key,
  label: metadata.label,
  type: 'string',
  required: false,
  helpText: 'Up to 9 names and values as JSON, such as `{"booking": "7719"}`.',
});

/** A function, because the platform allows its duplicate field keys only there. */
const rowFields = (): PlainInputField[] => [messages];

export const inputFields = defineInputFields([
  originator,
  {
    ...recipients,
    required: false,
    helpText: `${recipients.helpText} To send everyone a different text, use Messages instead.`,
  },
  { ...body, required: false },
  scheduleAt,
  expiresAt,
  windowStart,
  windowEnd,
  windowTimezone,
  plainPunctuation,
  maxParts,
  excludeDuplicates,
  deliveryReport,
  returnResults,
  rowFields,
]);

export const outputFields = defineOutputFields([
  ...batchSums,
  {
    key: 'results',
    label: 'Results',
    children: [...rowResult, { key: 'message_id', label: 'Message ID', type: 'string' }],
  },
]);

type Input = InferInputData<typeof inputFields>;
type Output = OutputOf<typeof outputFields>;

interface More {
  readonly metadata?: Metadata | undefined;
}

/** Reads a row's metadata, and checks its text and reference against MessageMedia's limits. */
const readMore = (item: Readonly<Record<string, unknown>>): More => {
  if (typeof item.body === 'string') checkText(item.body);
  readReference('Reference', item.reference);
  return { metadata: readMetadata(item.metadata) };
};

const idsOf = ({
  rows,
}: BatchReport<OutboundMessage & { readonly row: number }>): Map<number, string | null> =>
  new Map(
    rows.map(({ row, fate }) => [row.row, fate.status === 'accepted' ? (fate.messageId ?? null) : null]),
  );

export const perform = step(
  async ({ connection, api }, { inputData: input, meta }: Bundle<Input>): Promise<Output> => {
    const shared: Shared = {
      ...readShared(input, meta),
      deliveryReport: readFlag(deliveryReport.label, input.delivery_report) ?? true,
    };
    const isOnce = readFlag(excludeDuplicates.label, input.exclude_duplicates) ?? true;
    const returned = readReturnResults(input.return_results);
    if (typeof input.body === 'string') checkText(input.body);
    const { rows: given } = await readMessageRows(input, {
      defaultCountry: connection.defaultCountry,
      more: { metadata: input.metadata },
      readMore,
    });
    const rows = isOnce ? withoutDuplicates(given) : given;
    const report = await sendBulk(api, shared, rows.filter(isReady));
    const ids = idsOf(report);
    const output = toBatchOutput(rows, report, returned);
    return {
      ...output,
      results: output.results.map((result) => ({ ...result, message_id: ids.get(result.row) ?? null })),
    };
  },
) satisfies CreatePerform<Input>;

const sample: Output = {
  id: null,
  batch_ids: [],
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
      recipient: '61491570156',
      status: 'accepted',
      reason: null,
      batch_id: null,
      parts: 1,
      message_id: '5f0a3a0e-3f0e-4a57-9d0b-2b3f5f6c7d81',
    },
    {
      row: 2,
      recipient: '0491 57',
      status: 'invalid',
      reason:
        'Recipient "0491 57" has too few digits for a phone number. Check the digits, and include the country code, such as +447700900123.',
      batch_id: null,
      parts: null,
      message_id: null,
    },
  ],
};

export default defineCreate({
  key: 'send_bulk_sms',
  noun: 'Batch',
  display: {
    label: 'Send Bulk SMS',
    description:
      'Sends text messages to many phone numbers at once, now or later, as one task. Costs money and cannot be undone once sent. For one recipient, use Send SMS. Returns counts and a result per row. Rows with the status `unknown` may have been sent.',
  },
  operation: { perform, inputFields, outputFields, sample },
});
