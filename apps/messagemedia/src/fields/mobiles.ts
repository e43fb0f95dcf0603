import { mobile } from '@messaging/fields/mobile';
import { toMsisdn } from '@messaging/sms/phone';
import { requireList } from '@messaging/zapier/input';
import { defineInputField } from 'zapier-platform-core';

/** Several numbers of people, where nothing is sent to them. */
export const mobiles = defineInputField({
  ...mobile,
  label: 'Mobile Numbers',
  list: true,
  helpText:
    'One or more numbers with country code, such as `+61491570156`, or national ones if the connection has a Default Country.',
});

/**
 * The MSISDNs of these numbers, each once.
 * @throws InvalidInputError for an empty list, and for a number that cannot be one
 */
export const readMobiles = async (value: unknown, defaultCountry: string | null): Promise<string[]> => {
  const written = requireList(mobiles.label, value);
  const read = await Promise.all(written.map((number) => toMsisdn(mobiles.label, number, defaultCountry)));
  return [...new Set(read)];
};

/** The record of the first number, with those of all in `mobiles`. There is one at least. */
export const firstOfAll = <R extends object>(records: readonly R[]): R & { mobiles: R[] } =>
  Object.assign({}, ...records.slice(0, 1), { mobiles: records });
