import { InvalidInputError, quoted } from '@messaging/errors/invalid-input';
import { measureText } from './parts.ts';

const MAX_DIGITS = 15;
const MIN_DIGITS = 3;

/** A rule for sender names. Numbers and short codes are the same under every rule. */
export interface NameRule {
  readonly most: number;
  readonly oddIn: (name: string) => readonly string[];
  readonly advice: string;
}

/** Names that all networks support: up to 11 of A-Z, a-z, 0-9, and space. */
export const STRICT_NAMES: NameRule = {
  most: 11,
  oddIn: (name) => name.match(/[^A-Za-z0-9 ]/gu) ?? [],
  advice: 'Use up to 11 of the letters A-Z, digits, and spaces, or a phone number of up to 15 digits',
};

/** For gateways without a documented rule: up to 15 GSM 03.38 characters on one line. */
export const GSM_NAMES: NameRule = {
  most: 15,
  oddIn: (name) => measureText(name).unicodeCharacters,
  advice: 'Use up to 15 letters, digits, and common symbols, or a phone number of up to 15 digits',
};

const problemOfNumber = (digits: string): string | null => {
  if (digits.length > MAX_DIGITS) return `has ${digits.length} digits`;
  return digits.length < MIN_DIGITS ? `is shorter than the ${MIN_DIGITS} digits of a short code` : null;
};

const problemOf = (name: string, rule: NameRule): string | null => {
  if (name === '') return 'is blank';
  if (/^\d+$/.test(name)) return problemOfNumber(name);
  if (/[\r\n\u0085\u2028\u2029]/.test(name)) return 'has a line break';
  const odd = [...new Set(rule.oddIn(name))];
  if (odd.length > 0) return `contains ${odd.map((character) => `"${character}"`).join(' ')}`;
  return name.length > rule.most ? `is ${name.length} characters long` : null;
};

/**
 * Normalizes an originator: a name that the rule allows, a number of up to 15 digits (without plus and
 * separators), or a short code.
 * @throws InvalidInputError if the originator is invalid
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
