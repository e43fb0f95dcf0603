/**
 * The size of a message. `parts` is the billed number, 0 for an empty text. `characters` counts septets in
 * GSM-7 (two for an extension character) and UTF-16 code units in UCS-2. `unicodeCharacters` lists each
 * character that forces UCS-2 once, in text order.
 */
export type TextMeasure = {
  encoding: 'GSM-7' | 'UCS-2';
  parts: number;
  characters: number;
  unicodeCharacters: string[];
};

type Coding = {
  encoding: TextMeasure['encoding'];
  single: number;
  concatenated: number;
  cost: (character: string) => number;
  size: (text: string) => number;
};

// GSM 03.38 (3GPP TS 23.038), 6.2.1: the default alphabet and its extension table.
const alphabet =
  '@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&\'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà';
const extension = '\f^{}\\[~]|€';

/**
 * Escapes characters for a regular expression class, which is many times faster than testing each character.
 */
const escapeClass = (characters: string): string => characters.replace(/[\\\]^-]/g, '\\$&');
const extended = new RegExp(`[${escapeClass(extension)}]`, 'g');
const notGsm = new RegExp(`[^${escapeClass(alphabet)}${escapeClass(extension)}]`, 'gu');

const gsm7: Coding = {
  encoding: 'GSM-7',
  single: 160,
  concatenated: 153,
  cost: (character) => (extension.includes(character) ? 2 : 1),
  size: (text) => text.length + (text.match(extended)?.length ?? 0),
};

const ucs2: Coding = {
  encoding: 'UCS-2',
  single: 70,
  concatenated: 67,
  cost: (character) => character.length,
  size: (text) => text.length,
};

const unicodeCharactersOf = (text: string): string[] => [
  ...new Set(text.match(notGsm)?.map((character) => character.replace(/\p{Cs}/u, '\ufffd'))),
];

const split = (text: string, coding: Coding, size: number): string[] => {
  if (size <= coding.single) return text === '' ? [] : [text];
  const parts: string[] = [];
  let part = '';
  let filled = 0;
  for (const character of text) {
    const cost = coding.cost(character);
    if (filled + cost > coding.concatenated) {
      parts.push(part);
      part = '';
      filled = 0;
    }
    part += character;
    filled += cost;
  }
  return [...parts, part];
};

/** Measures a text as carriers bill it: 160 septets or 70 code units in one part, 153 or 67 in several. */
export const measureText = (text: string): TextMeasure => {
  const unicodeCharacters = unicodeCharactersOf(text);
  const coding = unicodeCharacters.length > 0 ? ucs2 : gsm7;
  const characters = coding.size(text);
  const parts = split(text, coding, characters).length;
  return { encoding: coding.encoding, parts, characters, unicodeCharacters };
};

/**
 * Splits a text into its parts without cutting an extension character or a surrogate pair. A lone surrogate
 * counts as one code unit and appears as U+FFFD in `unicodeCharacters`.
 */
export const splitText = (text: string): string[] => {
  const coding = unicodeCharactersOf(text).length > 0 ? ucs2 : gsm7;
  return split(text, coding, coding.size(text));
};
