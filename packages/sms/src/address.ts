/** An address as it can be compared: a sender name in capitals, or the digits of a number, `00` and plus left out. */
const comparable = (address: string): string => {
  const text = address
    .replace(/\p{Cf}/gu, '')
    .trim()
    .toUpperCase();
  return /\p{L}/u.test(text) ? text : text.replace(/\D/g, '').replace(/^00/, '');
};

/**
 * Whether the address of a message (an MSISDN, a short code or a sender name) is the one that a person wrote down:
 * with plus, blanks and brackets, in any case, or as a national number with its leading zero.
 */
export const isSameAddress = (written: string, address: string | null): boolean => {
  const wanted = comparable(written);
  const found = comparable(address ?? '');
  if (wanted === '') return false;
  return wanted === found || (/^0\d{6}/.test(wanted) && found.endsWith(wanted.slice(1)));
};
