import { type CheckInput, type CheckOutput, checkSms } from '@messaging/fields/sms-check';
import { isOptedOut } from './api/optouts.ts';
import { checkText, readOriginator } from './fields/message.ts';
import type { Step } from './step.ts';

export const checkMessage = ({ connection, api }: Step, input: CheckInput): Promise<CheckOutput> =>
  checkSms(input, {
    defaultCountry: connection.defaultCountry,
    isOptedOut: (msisdn) => isOptedOut(api, msisdn),
    readOriginator,
    readBody: checkText,
  });
