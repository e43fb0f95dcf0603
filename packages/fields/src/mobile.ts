import { toMsisdn } from '@messaging/sms/phone';
import { readText } from '@messaging/zapier/input';
import { defineInputField } from 'zapier-platform-core';

export const mobile = defineInputField({
  key: 'mobile',
  label: 'Mobile Number',
  type: 'string',
  required: true,
  helpText:
    'With country code, like `+447700900123`, or a national number if your connection has a Default Country.',
});

/**
 * Reads the field as an MSISDN.
 * @throws InvalidInputError if it is not a valid phone number
 */
export const readMobile = (value: unknown, defaultCountry: string | null): Promise<string> =>
  toMsisdn(mobile.label, readText(value) ?? '', defaultCountry);
