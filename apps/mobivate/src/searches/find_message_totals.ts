import { createHash } from 'node:crypto';
import {
  direction,
  exactReference,
  readDirection,
  readLogFilter,
  sender,
} from '@messaging/fields/log-filter';
import { defineOutputFields, type OutputOf } from '@messaging/fields/output';
import { from, readPeriod, to } from '@messaging/fields/period';
import { TotalsCounter } from '@messaging/gateway/totals';
import { readLine, requireText } from '@messaging/zapier/input';
import {
  type Bundle,
  defineInputFields,
  defineSearch,
  type InferInputData,
  type SearchPerform,
} from 'zapier-platform-core';
import { step } from '../step.ts';

export const inputFields = defineInputFields([
  { ...from, required: true },
  { ...to, required: true },
  direction,
  sender,
  exactReference,
]);

export const outputFields = defineOutputFields([
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

type Input = InferInputData<typeof inputFields>;
type Output = OutputOf<typeof outputFields>;

const idOf = (asked: readonly unknown[]): string =>
  createHash('sha256').update(JSON.stringify(asked)).digest('hex').slice(0, 16);

const readInput = (input: Input) => {
  const ends = { from: requireText(from.label, input.from), to: requireText(to.label, input.to) };
  return { ...readPeriod(ends), direction: readDirection(input.direction) };
};

export const perform = step(
  async ({ connection, mobivate }, { inputData: input }: Bundle<Input>): Promise<Output[]> => {
    const query = readInput(input);
    const isWanted = await readLogFilter(
      { originator: input.originator, reference: input.reference },
      connection.defaultCountry,
    );
    const tally = new TotalsCounter();
    const complete = await mobivate.readLog(query, (messages) => {
      for (const message of messages) if (isWanted(message)) tally.add(message);
      return true;
    });
    const start = query.from.toISOString();
    const end = query.to.toISOString();
    const { originator, reference } = input;
    const id = idOf([start, end, query.direction, readLine(originator), readLine(reference)]);
    return [{ id, from: start, to: end, ...tally.totals(), complete }];
  },
) satisfies SearchPerform<Input>;

const sample: Output = {
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

export default defineSearch({
  key: 'find_message_totals',
  noun: 'Total',
  display: {
    label: 'Find Message Totals',
    description:
      'Finds the totals of a period: how many messages were delivered, failed, or are pending, with their parts and cost. Sends nothing. Returns one small result. `complete` is false if the period was too long to read.',
  },
  operation: { perform, inputFields, outputFields, sample },
});
