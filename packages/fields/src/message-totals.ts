import { hashOf } from '@messaging/gateway/hash';
import type { LogQuery } from '@messaging/gateway/log';
import type { Visit } from '@messaging/gateway/paging';
import { type Counted, TotalsCounter } from '@messaging/gateway/totals';
import { readLine, requireText } from '@messaging/zapier/input';
import { defineInputFields, type InferInputData } from 'zapier-platform-core';
import {
  direction,
  exactReference,
  type Filtered,
  readDirection,
  readLogFilter,
  sender,
} from './log-filter.ts';
import { defineOutputFields, type OutputOf } from './output.ts';
import { from, type Period, type PeriodInput, to } from './period.ts';

/** Counts the messages of a period. */

export const totalsInputFields = defineInputFields([
  { ...from, required: true },
  { ...to, required: true },
  direction,
  sender,
  exactReference,
]);

export const totalsOutputFields = defineOutputFields([
  { key: 'id', label: 'ID', type: 'string', required: true },
  { key: 'from', label: 'From', type: 'datetime', required: true },
  { key: 'to', label: 'To', type: 'datetime', required: true },
  { key: 'messages', label: 'Messages', type: 'integer', required: true },
  { key: 'delivered', label: 'Delivered', type: 'integer', required: true },
  { key: 'failed', label: 'Failed', type: 'integer', required: true },
  { key: 'pending', label: 'Pending', type: 'integer', required: true },
  { key: 'unknown', label: 'Unknown (outcome never reported)', type: 'integer', required: true },
  { key: 'delivery_rate', label: 'Delivery Rate (0 to 1)', type: 'number' },
  { key: 'parts', label: 'Parts', type: 'integer', required: true },
  { key: 'cost', label: 'Cost', type: 'number' },
  { key: 'currency', label: 'Currency', type: 'string' },
  {
    key: 'by_status',
    label: 'By Status',
    children: [
      { key: 'status', label: 'Status', type: 'string' },
      { key: 'outcome', label: 'Outcome', type: 'string', required: true },
      { key: 'messages', label: 'Messages', type: 'integer', required: true },
      { key: 'parts', label: 'Parts', type: 'integer', required: true },
    ],
  },
  { key: 'complete', label: 'Complete', type: 'boolean', required: true },
]);

export type TotalsInput = InferInputData<typeof totalsInputFields>;
export type TotalsOutput = OutputOf<typeof totalsOutputFields>;

/**
 * Reads the period and the direction. `readPeriod` knows which periods the log has.
 * @throws InvalidInputError if one is invalid
 */
export const readTotalsQuery = (input: TotalsInput, readPeriod: (input: PeriodInput) => Period): LogQuery => {
  const ends = { from: requireText(from.label, input.from), to: requireText(to.label, input.to) };
  return { ...readPeriod(ends), direction: readDirection(input.direction) };
};

/**
 * Counts the messages of a log that match the input. `readLog` visits its messages, and returns `false` if
 * the time ran out first. The same input gives the same id.
 */
export const countTotals = async (
  { originator, reference }: TotalsInput,
  { from: start, to: end, direction: wanted }: LogQuery,
  defaultCountry: string | null,
  readLog: (visit: Visit<Counted & Filtered>) => Promise<boolean>,
): Promise<TotalsOutput> => {
  const isWanted = await readLogFilter({ originator, reference }, defaultCountry);
  const counter = new TotalsCounter();
  const complete = await readLog((messages) => {
    for (const message of messages) if (isWanted(message)) counter.add(message);
    return true;
  });
  const period = { from: start.toISOString(), to: end.toISOString() };
  const asked = [period.from, period.to, wanted, readLine(originator), readLine(reference)];
  return { id: hashOf(asked, 16), ...period, ...counter.totals(), complete };
};

export const totalsSample: TotalsOutput = {
  id: '6a1f0c9d3e5b7284',
  from: '2026-03-01T00:00:00.000Z',
  to: '2026-03-01T23:59:59.999Z',
  messages: 400,
  delivered: 380,
  failed: 12,
  pending: 8,
  unknown: 0,
  delivery_rate: 0.9693877551020408,
  parts: 460,
  cost: 17.02,
  currency: 'EUR',
  by_status: [
    { status: 'DELIVERED', outcome: 'delivered', messages: 380, parts: 437 },
    { status: 'UNDELIVERABLE', outcome: 'failed', messages: 12, parts: 14 },
    { status: 'ACCEPTED', outcome: 'pending', messages: 8, parts: 9 },
  ],
  complete: true,
};
