import { toMsisdn } from '@messaging/sms/phone';
import { readText } from '@messaging/zapier/input';
import { defineInputField } from 'zapier-platform-core';

/** The number of a person, where nothing is sent to it. */
export const mobile = defineInputField({
  key: 'mobile',
  label: 'Mobile Number',
  type: 'string',
  required: true,
  helpText:
    'With its country code, like `+447700900123`, or a national one if the connection has a Default Country.',
});

/**
 * The MSISDN of that number.
 * @throws InvalidInputError where it cannot be one
 */
export const readMobile = (value: unknown, defaultCountry: string | null): Promise<string> =>
  toMsisdn(mobile.label, readText(value) ?? '', defaultCountry);
