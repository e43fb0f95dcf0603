// Joiners shape letters in scripts such as Arabic and Devanagari, but not in Latin, Greek, or Cyrillic.
const joinable = String.raw`(?![\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}])[\p{L}\p{M}]`;
const emoji = String.raw`\p{Extended_Pictographic}`;
const emojiEnd = String.raw`(?:${emoji}|\p{Emoji_Modifier}|\ufe0f)`;

const uselessJoiner = new RegExp(
  String.raw`(?<!${joinable})(?!(?<=${emojiEnd})\u200d${emoji})[\u200c\u200d](?!${joinable})`,
  'gu',
);
const rightToLeft = /[\p{Script=Hebrew}\p{Script=Arabic}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}]/u;

const replacements: ReadonlyArray<readonly [RegExp, string]> = [
  [/[\u00ad\u200b\u2060-\u2064\ufeff]/g, ''],
  [uselessJoiner, ''],
  [/[\u2018-\u201b\u2032\u2035\u2039\u203a\u00b4]/g, "'"],
  [/[\u201c-\u201f\u2033\u2036\u00ab\u00bb]/g, '"'],
  [/[\u2010-\u2015\u2212\ufe58\ufe63\uff0d]/g, '-'],
  [/\u2026/g, '...'],
  [/[\u2022\u2023\u2043\u2219\u25cf\u25e6]|(?<!\p{L})\u00b7|\u00b7(?!\p{L})/gu, '-'],
  [/[\t\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]/g, ' '],
  [/[\u0085\u2028\u2029]/g, '\n'],
];

/** Direction marks have no effect in a text without right-to-left letters. */
const withoutDirectionMarks = (text: string): string =>
  rightToLeft.test(text) ? text : text.replace(/[\u200e\u200f\u202a-\u202e\u2066-\u2069]/g, '');

/**
 * Replaces typographic punctuation with its GSM 03.38 equivalent, so that a curly quote alone does not force
 * UCS-2. Keeps letters, symbols, emoji, and the joiners that emoji and some scripts need. Idempotent.
 */
export const plainPunctuation = (text: string): string =>
  replacements.reduce(
    (plain, [pattern, replacement]) => plain.replace(pattern, replacement),
    withoutDirectionMarks(text),
  );
