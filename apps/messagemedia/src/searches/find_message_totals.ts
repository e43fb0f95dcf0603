import {
  countTotals,
  readTotalsQuery,
  type TotalsInput,
  type TotalsOutput,
  totalsInputFields,
  totalsOutputFields,
  totalsSample,
} from '@messaging/fields/message-totals';
import { readLine } from '@messaging/zapier/input';
import { type Bundle, defineInputFields, defineSearch, type SearchPerform } from 'zapier-platform-core';
import { readLog } from '../api/log.ts';
import { readKeptPeriod } from '../fields/period.ts';
import { step } from '../step.ts';

const [from, ...others] = totalsInputFields;

export const inputFields = defineInputFields([
  { ...from, helpText: `${from.helpText} MessageMedia keeps 45 days.` },
  ...others,
]);

/** The log has no prices. */
const NO_COST = { cost: null, currency: null };

export const perform = step(
  async ({ connection, api }, { inputData: input }: Bundle<TotalsInput>): Promise<TotalsOutput[]> => {
    const reference = readLine(input.reference);
    const query = {
      ...readTotalsQuery(input, readKeptPeriod),
      references: reference === undefined ? undefined : [reference],
    };
    const totals = await countTotals(input, query, connection.defaultCountry, (visit) =>
      readLog(api, query, visit),
    );
    return [{ ...totals, ...NO_COST }];
  },
) satisfies SearchPerform<TotalsInput>;

const sample: TotalsOutput = {
  ...totalsSample,
  ...NO_COST,
  by_status: [
    { status: 'DELIVERED', outcome: 'delivered', messages: 380, parts: 437 },
    { status: 'FAILED', outcome: 'failed', messages: 12, parts: 14 },
    { status: 'ENROUTE', outcome: 'pending', messages: 8, parts: 9 },
  ],
};

export default defineSearch({
  key: 'find_message_totals',
  noun: 'Total',
  display: {
    label: 'Find Message Totals',
    description:
      'Finds the totals of a period: how many messages were delivered, failed, or are pending, with their parts. Sends nothing. Returns one small result. `complete` is false if the period was too long to read.',
  },
  operation: { perform, inputFields, outputFields: totalsOutputFields, sample },
});
