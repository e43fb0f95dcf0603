// Keeps joiners and tag characters, which some scripts and emoji need.
const invisible = /(?!\u200c|\u200d|[\u{e0020}-\u{e007f}])\p{Cf}/gu;

/** Normalizes a text for keyword comparison: upper case, NFKC, trimmed, without invisible marks. */
export const comparableText = (text: string): string =>
  text.replace(invisible, '').normalize('NFKC').toUpperCase().normalize('NFKC').trim();

/**
 * The keyword of an inbound message: its first word in upper case, without surrounding punctuation, or `null`
 * if there is none. Normalized, so keywords can be compared with `===`.
 */
export const keywordOf = (body: string): string | null => {
  const keyword = comparableText(body)
    .replace(/^[\p{P}\s]+(?=[^\p{P}\s])/u, '')
    .replace(/[\s,;!?،؛؟、。].*/su, '')
    .replace(/\p{P}+$/u, '');
  return keyword === '' ? null : keyword;
};
