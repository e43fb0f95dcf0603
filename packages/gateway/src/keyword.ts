// Joiners and tags stay: they shape letters of some scripts and emoji.
const invisible = /(?!\u200c|\u200d|[\u{e0020}-\u{e007f}])\p{Cf}/gu;

/** A text as keywords are compared: upper case, of one width of letters, without invisible marks and outer blanks. */
export const comparableText = (text: string): string =>
  text.replace(invisible, '').normalize('NFKC').toUpperCase().normalize('NFKC').trim();

/**
 * The keyword of an inbound message: its first word, upper case, without punctuation around it; `null` where there is
 * none. Two keywords are the same word if these are equal, whatever the case or width of the letters.
 */
export const keywordOf = (body: string): string | null => {
  const keyword = comparableText(body)
    .replace(/^[\p{P}\s]+(?=[^\p{P}\s])/u, '')
    .replace(/[\s,;!?،؛؟、。].*/su, '')
    .replace(/\p{P}+$/u, '');
  return keyword === '' ? null : keyword;
};
