import { InvalidInputError, quoted } from '@messaging/errors/invalid-input';

/**
 * A valid number. `msisdn` is digits only, country code first; `country` is its ISO 3166 code, if it has one.
 */
export type PhoneNumber = { msisdn: string; country: string | null; problem: null };

/** `problem` says what is wrong and how to fix it. It follows the field's label and the quoted value. */
export type PhoneProblem = { msisdn: null; country: null; problem: string };

export type PhoneNumbers = {
  /**
   * Reads a number as people write it. Numbers without a country code need `defaultCountry` (ISO 3166
   * alpha-2, any case). Never throws.
   */
  read: (value: string, defaultCountry: string | null) => PhoneNumber | PhoneProblem;
};

let loading: Promise<PhoneNumbers> | undefined;

/** Loads the numbering plans on first use, because they slow down steps that need no phone number. */
export const loadPhoneNumbers = (): Promise<PhoneNumbers> => {
  loading ??= import('./phone-reader.ts');
  return loading;
};

/** The error message for an invalid number, the same for one recipient and for a row of many. */
export const phoneSentence = (label: string, value: string, problem: string): string =>
  `${label} ${quoted(value)} ${problem}.`;

/**
 * Converts a number to its MSISDN: digits only, country code first, such as `447700900123`.
 * @throws InvalidInputError if it is not a valid phone number
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
