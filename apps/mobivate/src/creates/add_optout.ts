import { mobile, readMobile } from '@messaging/fields/mobile';
import {
  type Bundle,
  type CreatePerform,
  defineCreate,
  defineInputFields,
  type InferInputData,
} from 'zapier-platform-core';
import { type FoundOptout, foundOptoutFields, foundOptoutSample } from '../fields/optout-output.ts';
import { step } from '../step.ts';

export const inputFields = defineInputFields([mobile]);

type Input = InferInputData<typeof inputFields>;

export const perform = step(
  async ({ connection, mobivate }, { inputData }: Bundle<Input>): Promise<FoundOptout> =>
    mobivate.addOptout(await readMobile(inputData.mobile, connection.defaultCountry)),
) satisfies CreatePerform<Input>;

export default defineCreate({
  key: 'add_optout',
  noun: 'Opt-Out',
  display: {
    label: 'Add Opt-Out',
    description:
      'Adds a phone number to the opt-out list, so that it gets no more messages. A second call changes nothing. Returns the entry and, as `already_opted_out`, whether it was on the list before.',
  },
  operation: {
    perform,
    inputFields,
    outputFields: foundOptoutFields,
    sample: { ...foundOptoutSample, note: 'API', already_opted_out: false },
  },
});
