/**
 * How a text travels: `parts` as billed (0 for an empty text), `characters` as counted against the limit (septets in
 * GSM-7, where a character of the extension table takes two; UTF-16 code units in UCS-2), and each character that
 * forces UCS-2 once, in the order of the text.
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

// GSM 03.38 (3GPP TS 23.038), 6.2.1: the default alphabet, then its extension table.
const alphabet =
  '@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&\'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà';
const extension = '\f^{}\\[~]|€';

/** A class of characters for a regular expression, which is many times faster here than a look at each one. */
const classOf = (characters: string): string => characters.replace(/[\\\]^-]/g, '\\$&');
const extended = new RegExp(`[${classOf(extension)}]`, 'g');
const foreign = new RegExp(`[^${classOf(alphabet)}${classOf(extension)}]`, 'gu');

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
  ...new Set(text.match(foreign)?.map((character) => character.replace(/\p{Cs}/u, '\ufffd'))),
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

/** Counts a text as handsets and carriers do: 160 or 153 septets, 70 or 67 UTF-16 code units a part. */
export const measureText = (text: string): TextMeasure => {
  const unicodeCharacters = unicodeCharactersOf(text);
  const coding = unicodeCharacters.length > 0 ? ucs2 : gsm7;
  const characters = coding.size(text);
  const parts = split(text, coding, characters).length;
  return { encoding: coding.encoding, parts, characters, unicodeCharacters };
};

/**
 * The text of each part. Joined they are the text again; an extended character or a surrogate pair is never cut in
 * two. A lone surrogate counts as one code unit, and is reported as U+FFFD in `unicodeCharacters`.
 */
export const splitText = (text: string): string[] => {
  const coding = unicodeCharactersOf(text).length > 0 ? ucs2 : gsm7;
  return split(text, coding, coding.size(text));
};
