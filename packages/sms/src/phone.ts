import { InvalidInputError, quoted } from '@messaging/errors/invalid-input';

/** A number that can be sent to: `msisdn` is digits only, country code first; `country` its ISO 3166 code where it has one. */
export type PhoneNumber = { msisdn: string; country: string | null; problem: null };

/** What stands in the way, as the rest of a sentence that begins with the field's label and the quoted value. */
export type PhoneProblem = { msisdn: null; country: null; problem: string };

export type PhoneNumbers = {
  /**
   * Reads one number as people write it. `defaultCountry` (ISO 3166 alpha-2, any case) is for numbers without a
   * country code; without it such numbers are a problem. Never throws.
   */
  read: (value: string, defaultCountry: string | null) => PhoneNumber | PhoneProblem;
};

let loading: Promise<PhoneNumbers> | undefined;

/** The reader, loaded with its numbering plans at first use: they are too heavy for a step that needs none. */
export const loadPhoneNumbers = (): Promise<PhoneNumbers> => {
  loading ??= import('./phone-reader.ts');
  return loading;
};

/** The sentence about a number that cannot be used, as it is thrown for one and reported for a row of many. */
export const phoneSentence = (label: string, value: string, problem: string): string =>
  `${label} ${quoted(value)} ${problem}.`;

/**
 * The MSISDN of one number: digits only, country code first, such as `447700900123`.
 * Throws a InvalidInputError that names the field and the value where it cannot be one.
 */
export const toMsisdn = async (
  label: string,
  value: string,
  defaultCountry: string | null,
): Promise<string> => {
  const number = (await loadPhoneNumbers()).read(value, defaultCountry);
  if (number.problem !== null) throw new InvalidInputError(phoneSentence(label, value, number.problem));
  return number.msisdn;
};
