import { type Bundle, type CreatePerform, defineCreate } from 'zapier-platform-core';
import { sentFields, sentSample } from '../fields/sent-output.ts';
import { resumeSingle, type SingleInput, sendSingle, singleFields } from '../single-send.ts';
import { step } from '../step.ts';

export const perform = step((given, bundle: Bundle<SingleInput>) =>
  sendSingle(given, bundle),
) satisfies CreatePerform<SingleInput>;

export default defineCreate({
  key: 'send_sms',
  noun: 'Message',
  display: {
    label: 'Send SMS',
    description:
      'Sends a text message to one phone number, now or later. Costs money and cannot be undone once sent. For many recipients, use Send Bulk SMS. To check a text first, use Find SMS Problems. Returns the message with its ID, status, and parts.',
  },
  operation: {
    perform,
    performResume: resumeSingle,
    inputFields: singleFields,
    outputFields: sentFields,
    sample: sentSample,
  },
});
