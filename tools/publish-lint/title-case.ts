const SMALL_WORDS = new Set(
  'a an and as at but by for from in into nor of on or per the to up via with'.split(' '),
);

/** The words of a label that are not in Title Case. Text in parentheses may be lower case. */
export const wordsNotInTitleCase = (label: string): string[] => {
  const words = label
    .replace(/\([^)]*\)/g, '')
    .split(/[\s-]+/)
    .filter((word) => /^[a-z]/i.test(word));
  return words.filter((word, place) => {
    const isInside = place > 0 && place < words.length - 1;
    if (isInside && SMALL_WORDS.has(word.toLowerCase())) return word !== word.toLowerCase();
    return !/^[A-Z]/.test(word);
  });
};
