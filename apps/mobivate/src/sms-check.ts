import { type CheckInput, type CheckOutput, checkSms } from '@messaging/fields/sms-check';
import { readOriginator } from './fields/message.ts';
import type { Step } from './step.ts';

export const checkMessage = ({ connection, mobivate }: Step, input: CheckInput): Promise<CheckOutput> =>
  checkSms(input, {
    defaultCountry: connection.defaultCountry,
    isOptedOut: async (msisdn) => (await mobivate.findOptout(msisdn)) !== null,
    readOriginator: (value) => readOriginator(value, connection.platform),
    readBody: (text) => text,
  });
