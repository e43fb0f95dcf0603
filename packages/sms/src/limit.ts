import { InvalidInputError } from '@messaging/errors/invalid-input';
import { measureText } from './parts.ts';
import { plainPunctuation } from './punctuation.ts';

const SHOWN = 12;

/** Formats a character for an error message. Invisible characters become code points. */
const shown = (character: string): string =>
  /^[\p{Z}\p{C}\p{M}]/u.test(character)
    ? `U+${character.codePointAt(0)?.toString(16).toUpperCase().padStart(4, '0')}`
    : character;

const listed = (characters: readonly string[]): string => {
  const rest = characters.length - SHOWN;
  return `${characters.slice(0, SHOWN).map(shown).join(' ')}${rest > 0 ? ` and ${rest} more` : ''}`;
};

/**
 * Checks that a text has at most `limit` parts.
 * @throws InvalidInputError with the number of parts and the characters that force UCS-2, if any
 */
export const limitParts = (label: string, text: string, limit: number): void => {
  if (limit === Number.POSITIVE_INFINITY) return;
  const { parts, unicodeCharacters } = measureText(text);
  if (parts <= limit) return;
  const opening = `${label} needs ${parts} parts, but Max Parts is ${limit}.`;
  if (unicodeCharacters.length === 0) {
    throw new InvalidInputError(`${opening} Shorten the text, or raise Max Parts.`);
  }
  const plainFits = measureText(plainPunctuation(text)).parts <= limit;
  const fix = plainFits ? 'Set Plain Punctuation to yes' : 'Remove them, shorten the text';
  throw new InvalidInputError(
    `${opening} These characters make parts shorter (70 instead of 160 characters): ${listed(unicodeCharacters)}. ${fix}, or raise Max Parts.`,
  );
};
