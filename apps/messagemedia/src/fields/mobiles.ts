import { mobile } from '@messaging/fields/mobile';
import { toMsisdn } from '@messaging/sms/phone';
import { requireList } from '@messaging/zapier/input';
import { defineInputField } from 'zapier-platform-core';

export const mobiles = defineInputField({
  ...mobile,
  label: 'Mobile Numbers',
  list: true,
  helpText:
    'One or more phone numbers with country code, like `+61491570156`, or national numbers if your connection has a Default Country.',
});

/**
 * Reads distinct MSISDNs.
 * @throws InvalidInputError if the list is empty or a number is invalid
 */
export const readMobiles = async (value: unknown, defaultCountry: string | null): Promise<string[]> => {
  const written = requireList(mobiles.label, value);
  const read = await Promise.all(written.map((number) => toMsisdn(mobiles.label, number, defaultCountry)));
  return [...new Set(read)];
};

/** Returns the first record, with all records in `mobiles`. There is at least one. */
export const firstOfAll = <R extends object>(records: readonly R[]): R & { mobiles: R[] } =>
  Object.assign({}, ...records.slice(0, 1), { mobiles: records });
