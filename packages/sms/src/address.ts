/** Normalizes an address for comparison: a name in upper case, or a number's digits without `+` or `00`. */
const normalize = (address: string): string => {
  const text = address
    .replace(/\p{Cf}/gu, '')
    .trim()
    .toUpperCase();
  return /\p{L}/u.test(text) ? text : text.replace(/\D/g, '').replace(/^00/, '');
};

/**
 * Whether `written`, as a person typed it, is the address of a message (an MSISDN, short code, or sender
 * name). Ignores case, `+`, spaces, and brackets. A national number with its leading zero matches too.
 */
export const isSameAddress = (written: string, address: string | null): boolean => {
  const wanted = normalize(written);
  const found = normalize(address ?? '');
  if (wanted === '') return false;
  return wanted === found || (/^0\d{6}/.test(wanted) && found.endsWith(wanted.slice(1)));
};
