import {
  countTotals,
  readTotalsQuery,
  type TotalsInput,
  type TotalsOutput,
  totalsInputFields,
  totalsOutputFields,
  totalsSample,
} from '@messaging/fields/message-totals';
import { readPeriod } from '@messaging/fields/period';
import { type Bundle, defineSearch, type SearchPerform } from 'zapier-platform-core';
import { step } from '../step.ts';

export const perform = step(
  async ({ connection, mobivate }, { inputData: input }: Bundle<TotalsInput>): Promise<TotalsOutput[]> => {
    const query = readTotalsQuery(input, readPeriod);
    const totals = await countTotals(input, query, connection.defaultCountry, (visit) =>
      mobivate.readLog(query, visit),
    );
    return [totals];
  },
) satisfies SearchPerform<TotalsInput>;

export default defineSearch({
  key: 'find_message_totals',
  noun: 'Total',
  display: {
    label: 'Find Message Totals',
    description:
      'Finds the totals of a period: how many messages were delivered, failed, or are pending, with their parts and cost. Sends nothing. Returns one small result. `complete` is false if the period was too long to read.',
  },
  operation: {
    perform,
    inputFields: totalsInputFields,
    outputFields: totalsOutputFields,
    sample: totalsSample,
  },
});
