const separators = /[\s\p{Pd}\u2212./\\()[\]·]/gu;
const example = 'such as +447700900123';

/** The digits, and whether a plus comes before them; or a problem, as in `PhoneProblem`. */
export type PhoneText = { digits: string; plus: boolean; problem: null } | { problem: string };

/** Converts full-width and Arabic digits to ASCII, and removes the invisible marks of copied numbers. */
const toAscii = (value: string): string =>
  value
    .replace(/[\uff01-\uff5e]/g, (wide) => String.fromCharCode(wide.charCodeAt(0) - 0xfee0))
    .replace(/[\u0660-\u0669\u06f0-\u06f9]/g, (digit) => String(digit.charCodeAt(0) & 0xf))
    .replace(/\p{Cf}/gu, '')
    .trim();

/** Removes what spreadsheets and links add: a leading apostrophe, a trailing `.0`, `tel:`. */
const withoutWrapping = (text: string): string =>
  text
    .replace(/^'/, '')
    .replace(/^tel:(\/\/)?/i, '')
    .replace(/^(\d{7,})\.0+$/, '$1');

const isSeveral = (text: string): boolean =>
  text.split(/[/,;|&\n]|\b(?:or|and)\b|(?!^)(?=\+)/i).filter((piece) => piece.replace(/\D/g, '').length >= 7)
    .length > 1;

/** Reads the digits of a phone number without a numbering plan. Reports anything but exactly one number. */
export const readPhoneText = (value: string): PhoneText => {
  const text = withoutWrapping(toAscii(value));
  if (text === '') return { problem: `is blank. Enter a phone number with country code, ${example}` };
  if (/^\+?\d+([.,]\d+)?e\+?\d+$/i.test(text)) {
    return {
      problem: `was shortened by a spreadsheet and has lost its last digits. Format that column as plain text, and enter the number again, ${example}`,
    };
  }
  if (isSeveral(text)) return { problem: `contains several numbers. Enter only one, ${example}` };
  if (/\d\s*(;?\s*ext(n|ension)?[.:=]?|[x#])\s*\d+$/i.test(text)) {
    return { problem: 'has an extension, which cannot receive text messages. Remove the extension' };
  }
  const bare = text.replace(separators, '');
  const digits = bare.replace(/^\+/, '');
  const odd = digits.match(/\D+/u)?.[0];
  if (odd !== undefined) {
    return {
      problem: `contains "${odd}", so it is not a phone number. Use digits only, ${example}`,
    };
  }
  return { digits, plus: bare.startsWith('+'), problem: null };
};
