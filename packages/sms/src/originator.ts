import { InvalidInputError, quoted } from '@messaging/errors/invalid-input';

const rule = 'use up to 11 of the letters A-Z, digits and spaces, or a phone number of up to 15 digits';

const oddCharacters = (text: string): string[] => [...new Set(text.match(/[^A-Za-z0-9 ]/gu))];

const problemOf = (name: string): string | null => {
  if (name === '') return 'is empty';
  if (/^\d+$/.test(name)) {
    if (name.length > 15) return `has ${name.length} digits`;
    return name.length < 3 ? 'is shorter than the 3 digits of a short code' : null;
  }
  const odd = oddCharacters(name);
  if (odd.length > 0) return `contains ${odd.map((character) => `"${character}"`).join(' ')}`;
  return name.length > 11 ? `is ${name.length} characters long` : null;
};

/**
 * The originator as a handset shows it: a name of up to 11 of A-Z, a-z, 0-9 and space, a number of up to 15 digits
 * (plus and separators removed), or a short code. Throws a InvalidInputError that names the field, the value and the rule.
 */
export const toOriginator = (label: string, value: string): string => {
  const text = value
    .replace(/\p{Cf}/gu, '')
    .replace(/\s/gu, ' ')
    .trim();
  const isNumber = /^\+?[\d ().-]+$/.test(text) && /\d/.test(text);
  const name = isNumber ? text.replace(/\D/g, '') : text;
  const problem = problemOf(name);
  if (problem !== null) throw new InvalidInputError(`${label} ${quoted(value)} ${problem}: ${rule}.`);
  return name;
};
