import {
  type CheckInput,
  checkInputFields,
  checkOutputFields,
  checkSample,
} from '@messaging/fields/sms-check';
import { type Bundle, defineSearch, type SearchPerform } from 'zapier-platform-core';
import { checkMessage } from '../sms-check.ts';
import { step } from '../step.ts';

export const perform = step(async (given, bundle: Bundle<CheckInput>) => [
  await checkMessage(given, bundle.inputData),
]) satisfies SearchPerform<CheckInput>;

export default defineSearch({
  key: 'find_sms_problems',
  noun: 'Problem',
  display: {
    label: 'Find SMS Problems',
    description:
      'Finds the problems of a text message before you send it, such as an invalid phone number or an opted-out recipient, and counts its parts. Sends nothing and changes nothing. Always returns one result. `ok` is true if there are no problems.',
  },
  operation: {
    perform,
    inputFields: checkInputFields,
    outputFields: checkOutputFields,
    sample: checkSample,
  },
});
