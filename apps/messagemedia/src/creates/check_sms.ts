import {
  type CheckInput,
  checkInputFields,
  checkOutputFields,
  checkSample,
} from '@messaging/fields/sms-check';
import { type Bundle, type CreatePerform, defineCreate } from 'zapier-platform-core';
import { checkMessage } from '../sms-check.ts';
import { step } from '../step.ts';

export const perform = step((given, bundle: Bundle<CheckInput>) =>
  checkMessage(given, bundle.inputData),
) satisfies CreatePerform<CheckInput>;

export default defineCreate({
  key: 'check_sms',
  noun: 'Message',
  display: {
    label: 'Check SMS',
    description:
      'Checks a phone number, a text, and a sender, and counts the parts. Sends nothing and costs nothing. Agents can use Find SMS Problems, which returns the same without approval.',
  },
  operation: {
    perform,
    inputFields: checkInputFields,
    outputFields: checkOutputFields,
    sample: checkSample,
  },
});
