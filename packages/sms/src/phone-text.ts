const separators = /[\s\p{Pd}\u2212./\\()[\]·]/gu;
const example = 'such as +447700900123';

/** Digits as written, with or without a plus before them; or the problem, as in `PhoneProblem`. */
export type PhoneText = { digits: string; plus: boolean; problem: null } | { problem: string };

/** The ASCII likeness of full-width and Arabic digits, without the invisible marks that come along with a copied number. */
const legible = (value: string): string =>
  value
    .replace(/[\uff01-\uff5e]/g, (wide) => String.fromCharCode(wide.charCodeAt(0) - 0xfee0))
    .replace(/[\u0660-\u0669\u06f0-\u06f9]/g, (digit) => String(digit.charCodeAt(0) & 0xf))
    .replace(/\p{Cf}/gu, '')
    .trim();

/** A spreadsheet marks text with an apostrophe and appends `.0` to a number; a link has `tel:` before it. */
const undressed = (text: string): string =>
  text
    .replace(/^'/, '')
    .replace(/^tel:(\/\/)?/i, '')
    .replace(/^(\d{7,})\.0+$/, '$1');

const isSeveral = (text: string): boolean =>
  text.split(/[/,;|&\n]|\b(?:or|and)\b|(?!^)(?=\+)/i).filter((piece) => piece.replace(/\D/g, '').length >= 7)
    .length > 1;

/** Takes a written number apart, before any numbering plan is asked. Refuses what is not one number. */
export const readPhoneText = (value: string): PhoneText => {
  const text = undressed(legible(value));
  if (text === '') return { problem: `is empty: enter a phone number with country code, ${example}` };
  if (/^\+?\d+([.,]\d+)?e\+?\d+$/i.test(text)) {
    return {
      problem: `is a spreadsheet's shortened number and has lost its last digits: format that column as plain text and enter the number again, ${example}`,
    };
  }
  if (isSeveral(text)) return { problem: `holds several numbers: give one phone number only, ${example}` };
  if (/\d\s*(;?\s*ext(n|ension)?[.:=]?|[x#])\s*\d+$/i.test(text)) {
    return { problem: 'has an extension, which a text message cannot reach: leave the extension out' };
  }
  const bare = text.replace(separators, '');
  const digits = bare.replace(/^\+/, '');
  const odd = digits.match(/\D+/u)?.[0];
  if (odd !== undefined) {
    return {
      problem: `cannot be a phone number because of the "${odd}" in it: write it in digits, ${example}`,
    };
  }
  return { digits, plus: bare.startsWith('+'), problem: null };
};
