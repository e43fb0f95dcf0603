import { InvalidInputError, quoted } from '@messaging/errors/invalid-input';
import { measureText } from './parts.ts';

const MOST_DIGITS = 15;
const LEAST_DIGITS = 3;

/** What a sender name may be; a number or a short code is the same under every rule. */
export interface NameRule {
  readonly most: number;
  /** The characters that are not allowed. */
  readonly oddIn: (name: string) => readonly string[];
  /** The rule as the rest of a sentence. */
  readonly advice: string;
}

/** The names that networks carry everywhere: up to 11 of A-Z, a-z, 0-9 and space. */
export const STRICT_NAMES: NameRule = {
  most: 11,
  oddIn: (name) => name.match(/[^A-Za-z0-9 ]/gu) ?? [],
  advice: 'Use up to 11 of the letters A-Z, digits and spaces, or a phone number of up to 15 digits',
};

/** For gateways that document no rule: up to 15 characters of GSM 03.38 on one line. */
export const GSM_NAMES: NameRule = {
  most: 15,
  oddIn: (name) => measureText(name).unicodeCharacters,
  advice: 'Use up to 15 letters, digits and common symbols, or a phone number of up to 15 digits',
};

const problemOfNumber = (digits: string): string | null => {
  if (digits.length > MOST_DIGITS) return `has ${digits.length} digits`;
  return digits.length < LEAST_DIGITS ? `is shorter than the ${LEAST_DIGITS} digits of a short code` : null;
};

const problemOf = (name: string, rule: NameRule): string | null => {
  if (name === '') return 'is empty';
  if (/^\d+$/.test(name)) return problemOfNumber(name);
  if (/[\r\n\u0085\u2028\u2029]/.test(name)) return 'has a line break';
  const odd = [...new Set(rule.oddIn(name))];
  if (odd.length > 0) return `contains ${odd.map((character) => `"${character}"`).join(' ')}`;
  return name.length > rule.most ? `is ${name.length} characters long` : null;
};

/**
 * The originator as a handset shows it: a name as the rule allows, a number of up to 15 digits (plus and separators
 * removed), or a short code.
 * @throws InvalidInputError that names the field, the value and the rule
 */
export const toOriginator = (label: string, value: string, rule = STRICT_NAMES): string => {
  const text = value
    .replace(/\p{Cf}/gu, '')
    .trim()
    .replace(/[^\S\r\n\u0085\u2028\u2029]/gu, ' ');
  const isNumber = /^\+?[\d ().-]+$/.test(text) && /\d/.test(text);
  const name = isNumber ? text.replace(/\D/g, '') : text;
  const problem = problemOf(name, rule);
  if (problem !== null) throw new InvalidInputError(`${label} ${quoted(value)} ${problem}. ${rule.advice}.`);
  return name;
};
