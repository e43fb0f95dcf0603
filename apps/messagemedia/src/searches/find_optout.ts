import { mobile, readMobile } from '@messaging/fields/mobile';
import {
  type Bundle,
  defineInputFields,
  defineSearch,
  type InferInputData,
  type SearchPerform,
} from 'zapier-platform-core';
import { isOptedOut } from '../api/optouts.ts';
import { type OptoutOutput, optoutFields, toOptout } from '../fields/optout-output.ts';
import { step } from '../step.ts';

export const inputFields = defineInputFields([mobile]);

type Input = InferInputData<typeof inputFields>;

export const perform = step(
  async ({ connection, api }, { inputData }: Bundle<Input>): Promise<OptoutOutput[]> => {
    const msisdn = await readMobile(inputData.mobile, connection.defaultCountry);
    return (await isOptedOut(api, msisdn)) ? [toOptout(msisdn)] : [];
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
  operation: { perform, inputFields, outputFields: optoutFields, sample: toOptout('61491570156') },
});
