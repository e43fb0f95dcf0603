import {
  type CountryCode,
  getCountries,
  type PhoneNumber as Parsed,
  parsePhoneNumberFromString,
  validatePhoneNumberLength,
} from 'libphonenumber-js/core/es6';
import metadata from 'libphonenumber-js/mobile/metadata';
import type { PhoneNumber, PhoneProblem } from './phone.ts';
import { readPhoneText } from './phone-text.ts';

const countries = new Map<string, CountryCode>(getCountries(metadata).map((country) => [country, country]));
const advice = 'Check the digits, and include the country code, such as +447700900123';
const plans = new Map<string, RegExp>();

const countryOption = (country: CountryCode | undefined): { defaultCountry?: CountryCode } =>
  country === undefined ? {} : { defaultCountry: country };

const parse = (text: string, country?: CountryCode): Parsed | undefined =>
  parsePhoneNumberFromString(text, { ...countryOption(country), extract: false }, metadata);

/** The library names no country for a landline if several countries share its calling code. */
const countryOf = (number: Parsed): CountryCode | undefined =>
  number.country ?? number.getPossibleCountries()[0];

/** Whether the national part fits its country's numbering plan, landlines included. */
const fitsPlan = (number: Parsed): boolean => {
  const country = countryOf(number);
  if (country === undefined) return false;
  const plan = plans.get(country) ?? new RegExp(`^(?:${metadata.countries[country]?.[2]})$`);
  plans.set(country, plan);
  return plan.test(number.nationalNumber);
};

/** This metadata knows mobile ranges only, so a valid number is a mobile number. */
const isMobile = (number: Parsed): boolean => number.country !== undefined && number.isValid();

const isPossible = (number: Parsed | undefined): number is Parsed =>
  number?.isPossible() === true && number.number.length <= 16;

/** Rejects numbers that parse differently the second time, because the library stripped digits from them. */
const isStable = (number: Parsed): boolean => parse(number.number)?.number === number.number;

/** Without `+` or `00`, leading digits are a country code only if the rest clearly fits that country. */
const isSurelyInternational = (number: Parsed | undefined, digits: string): number is Parsed =>
  isPossible(number) && (isMobile(number) || (digits.length >= 11 && fitsPlan(number)));

const isSurelyNational = (number: Parsed | undefined, digits: string): number is Parsed =>
  isPossible(number) && (isMobile(number) || (number.nationalNumber === digits.slice(1) && fitsPlan(number)));

/**
 * Reads a number without `+` or `00`, which may be national or an MSISDN. Tries, in order: national, if it is
 * a mobile number or has its trunk digit; MSISDN, if it is a mobile number, or long enough and in the plan;
 * national, if possible. Length alone would read many MSISDNs as German landlines.
 */
const readWithoutPrefix = (digits: string, country: CountryCode | undefined): Parsed | undefined => {
  const national = country && parse(digits, country);
  if (isSurelyNational(national, digits)) return national;
  const international = parse(`+${digits}`);
  if (isSurelyInternational(international, digits)) return international;
  return isPossible(national) ? national : undefined;
};

/**
 * `00` is not an international prefix everywhere (Australia uses 0011), so the default country is tried too.
 */
const readWithZeros = (digits: string, country: CountryCode | undefined): Parsed | undefined => {
  const international = parse(`+${digits.slice(2)}`);
  if (isPossible(international) && fitsPlan(international)) return international;
  const national = country && parse(digits, country);
  if (isPossible(national) && fitsPlan(national)) return national;
  return isPossible(international) ? international : undefined;
};

const readWithPlus = (digits: string): Parsed | undefined => {
  const number = parse(`+${digits}`);
  return isPossible(number) ? number : undefined;
};

const readDigits = (digits: string, plus: boolean, country: CountryCode | undefined): Parsed | undefined => {
  if (digits.startsWith('00')) return readWithZeros(digits, country);
  return plus ? readWithPlus(digits) : readWithoutPrefix(digits, country);
};

const problems = new Map<string | undefined, string>([
  ['INVALID_COUNTRY', 'has an unknown country code'],
  ['TOO_SHORT', 'has too few digits for a phone number'],
  ['TOO_LONG', 'has too many digits for a phone number'],
]);

const describe = (digits: string, plus: boolean, country: CountryCode | undefined): string => {
  const written = plus ? `+${digits}` : digits.replace(/^00/, '+');
  const hasCountryCode = written.startsWith('+');
  if (digits.length < 7) return `${problems.get('TOO_SHORT')}. ${advice}`;
  if (written.replace('+', '').length > 15) return `${problems.get('TOO_LONG')}. ${advice}`;
  if (!hasCountryCode && country === undefined) {
    return 'has no country code. Add one, such as +447700900123, or set Default Country in your connection';
  }
  const result = validatePhoneNumberLength(written, countryOption(country), metadata);
  return `${problems.get(result) ?? 'has the wrong number of digits for a phone number'}. ${advice}`;
};

export const read = (value: string, defaultCountry: string | null): PhoneNumber | PhoneProblem => {
  const text = readPhoneText(value);
  if (text.problem !== null) return { msisdn: null, country: null, problem: text.problem };
  const { digits, plus } = text;
  const country = countries.get(defaultCountry?.toUpperCase() ?? '');
  const number = readDigits(digits, plus, country);
  if (number === undefined || !isStable(number))
    return { msisdn: null, country: null, problem: describe(digits, plus, country) };
  return { msisdn: number.number.slice(1), country: countryOf(number) ?? null, problem: null };
};
