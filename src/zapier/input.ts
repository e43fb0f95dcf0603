import { Refusal } from '../sms/refusal.ts';

/**
 * Readers for `bundle.inputData`. Zapier does not check what people map into a field, so nothing is believed:
 * whatever is empty counts as not given.
 */

/** Text as it came, or `undefined`; numbers and booleans mapped into a text field become text. */
export const readText = (value: unknown): string | undefined => {
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  return typeof value === 'string' && value.trim() !== '' ? value : undefined;
};

/**
 * Text that must be there, as it came.
 * @throws Refusal that names the field
 */
export const requireText = (label: string, value: unknown): string => {
  const text = readText(value);
  if (text === undefined)
    throw new Refusal(`${label} is empty: fill it in, or map a field that always holds something.`);
  return text;
};

/** A single word or line: blanks around it are no part of it. */
export const readLine = (value: unknown): string | undefined => readText(value)?.trim();

const YES = new Set(['true', 'yes', 'y', '1', 'on']);
const NO = new Set(['false', 'no', 'n', '0', 'off']);

/** A yes or no, or `undefined` where neither was given. */
export const readFlag = (value: unknown): boolean | undefined => {
  const word = readLine(value)?.toLowerCase() ?? '';
  if (YES.has(word)) return true;
  return NO.has(word) ? false : undefined;
};
