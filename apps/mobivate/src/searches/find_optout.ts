import { mobile, readMobile } from '@messaging/fields/mobile';
import {
  type Bundle,
  defineInputFields,
  defineSearch,
  type InferInputData,
  type SearchPerform,
} from 'zapier-platform-core';
import { type FoundOptout, foundOptoutFields, foundOptoutSample } from '../fields/optout-output.ts';
import { step } from '../step.ts';

export const inputFields = defineInputFields([mobile]);

type Input = InferInputData<typeof inputFields>;

export const perform = step(
  async ({ connection, mobivate }, { inputData }: Bundle<Input>): Promise<FoundOptout[]> => {
    const msisdn = await readMobile(inputData.mobile, connection.defaultCountry);
    const optout = await mobivate.findOptout(msisdn);
    return optout ? [{ ...optout, already_opted_out: true }] : [];
  },
) satisfies SearchPerform<Input>;

export default defineSearch({
  key: 'find_optout',
  noun: 'Opt-Out',
  display: {
    label: 'Find Opt-Out',
    description:
      'Finds a phone number in the opt-out list. If nothing is found, the person has not opted out. Changes nothing.',
  },
  operation: { perform, inputFields, outputFields: foundOptoutFields, sample: foundOptoutSample },
});
