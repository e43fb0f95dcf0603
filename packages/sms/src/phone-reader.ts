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
const cure = 'check the digits and write it with country code, such as +447700900123';
const plans = new Map<string, RegExp>();

const within = (country: CountryCode | undefined): { defaultCountry?: CountryCode } =>
  country === undefined ? {} : { defaultCountry: country };

const parse = (text: string, country?: CountryCode): Parsed | undefined =>
  parsePhoneNumberFromString(text, { ...within(country), extract: false }, metadata);

/** Where a calling code is shared and the number is no mobile number, the library leaves the country open. */
const countryOf = (number: Parsed): CountryCode | undefined =>
  number.country ?? number.getPossibleCountries()[0];

/** Whether the national part has the shape of any number, fixed lines included, in its country's plan. */
const fitsPlan = (number: Parsed): boolean => {
  const country = countryOf(number);
  if (country === undefined) return false;
  const plan = plans.get(country) ?? new RegExp(`^(?:${metadata.countries[country]?.[2]})$`);
  plans.set(country, plan);
  return plan.test(number.nationalNumber);
};

/** With this metadata, which knows mobile ranges only, a country's valid number is a mobile number. */
const isMobile = (number: Parsed): boolean => number.country !== undefined && number.isValid();

const isPossible = (number: Parsed | undefined): number is Parsed =>
  number?.isPossible() === true && number.number.length <= 16;

/** Taking a carrier's code or a trunk digit off a number that has none leaves a stump, which reads as yet another number. */
const isItself = (number: Parsed): boolean => parse(number.number)?.number === number.number;

/** A country code that is not marked as one counts only where the rest makes a number there beyond doubt. */
const isSurelyInternational = (number: Parsed | undefined, digits: string): number is Parsed =>
  isPossible(number) && (isMobile(number) || (digits.length >= 11 && fitsPlan(number)));

const isSurelyNational = (number: Parsed | undefined, digits: string): number is Parsed =>
  isPossible(number) && (isMobile(number) || (number.nationalNumber === digits.slice(1) && fitsPlan(number)));

/**
 * A number with neither plus nor 00 may be national or an MSISDN. Tried in turn: national, if it is a mobile number or
 * written with its trunk digit; an MSISDN, if that is a mobile number or long enough and in the plan; national, if
 * merely possible. With only the general shape of numbers to go by, an MSISDN would read as a German landline.
 */
const readUnmarked = (digits: string, country: CountryCode | undefined): Parsed | undefined => {
  const national = country && parse(digits, country);
  if (isSurelyNational(national, digits)) return national;
  const international = parse(`+${digits}`);
  if (isSurelyInternational(international, digits)) return international;
  return isPossible(national) ? national : undefined;
};

/** After 00, which is not the exit code everywhere: in Australia 0011 is, so the default country has its say. */
const readAfterZeros = (digits: string, country: CountryCode | undefined): Parsed | undefined => {
  const international = parse(`+${digits.slice(2)}`);
  if (isPossible(international) && fitsPlan(international)) return international;
  const national = country && parse(digits, country);
  if (isPossible(national) && fitsPlan(national)) return national;
  return isPossible(international) ? international : undefined;
};

const readMarked = (digits: string): Parsed | undefined => {
  const number = parse(`+${digits}`);
  return isPossible(number) ? number : undefined;
};

const readDigits = (digits: string, plus: boolean, country: CountryCode | undefined): Parsed | undefined => {
  if (digits.startsWith('00')) return readAfterZeros(digits, country);
  return plus ? readMarked(digits) : readUnmarked(digits, country);
};

const faults = new Map<string | undefined, string>([
  ['INVALID_COUNTRY', "begins with no country's calling code"],
  ['TOO_SHORT', 'has too few digits for a phone number'],
  ['TOO_LONG', 'has too many digits for a phone number'],
]);

const describe = (digits: string, plus: boolean, country: CountryCode | undefined): string => {
  const written = plus ? `+${digits}` : digits.replace(/^00/, '+');
  const isUnmarked = !written.startsWith('+');
  if (digits.length < 7) return `${faults.get('TOO_SHORT')}: ${cure}`;
  if (written.replace('+', '').length > 15) return `${faults.get('TOO_LONG')}: ${cure}`;
  if (isUnmarked && country === undefined) {
    return 'has no country code: write it with one, such as +447700900123, or set Default Country in the connection';
  }
  const fault = validatePhoneNumberLength(written, within(country), metadata);
  return `${faults.get(fault) ?? 'has the wrong number of digits for a phone number'}: ${cure}`;
};

export const read = (value: string, defaultCountry: string | null): PhoneNumber | PhoneProblem => {
  const text = readPhoneText(value);
  if (text.problem !== null) return { msisdn: null, country: null, problem: text.problem };
  const { digits, plus } = text;
  const country = countries.get(defaultCountry?.toUpperCase() ?? '');
  const number = readDigits(digits, plus, country);
  if (number === undefined || !isItself(number))
    return { msisdn: null, country: null, problem: describe(digits, plus, country) };
  return { msisdn: number.number.slice(1), country: countryOf(number) ?? null, problem: null };
};
