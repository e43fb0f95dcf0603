import { isObject } from './schemas.ts';

/**
 * The error message in a response: `{message}`, `{error:{message}}`, or `{error:"…"}`. Empty if there is
 * none.
 */
export const wordsOf = (data: unknown): string => {
  if (!isObject(data)) return '';
  const { message, error } = data;
  if (typeof message === 'string') return message;
  return isObject(error) ? wordsOf(error) : typeof error === 'string' ? error : '';
};

/** Whether a body reports a failure, whatever its status: `{"success": false}`. */
export const reportsFailure = (data: unknown): boolean => isObject(data) && data.success === false;

/** A secret in every encoding a gateway may echo: plain, percent-encoded (both ways), JSON, and base64. */
const formsOf = (secret: string): string[] => [
  secret,
  encodeURIComponent(secret),
  new URLSearchParams({ '': secret }).toString().slice(1),
  JSON.stringify(secret).slice(1, -1),
  Buffer.from(secret).toString('base64'),
];

const withoutSecrets = (words: string, secrets: readonly string[]): string =>
  secrets
    .filter(Boolean)
    .flatMap(formsOf)
    .reduce((text, form) => text.replaceAll(form, '…'), words);

const LONGEST = 160;

/** A gateway's message without secrets or markup, on one line and cut after 160 characters. */
export const harmlessWords = (words: string, secrets: readonly string[]): string => {
  const text = withoutSecrets(words, secrets)
    .replace(/<[^>]*>/g, ' ')
    .replace(/\s+/g, ' ')
    .trim()
    .replace(/[.:;,]+$/, '');
  return text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
};

/** A gateway's message, quoted for a sentence: ` ("…")`. Empty if there is none. */
export const quoteWords = (words: string, secrets: readonly string[]): string => {
  const text = harmlessWords(words, secrets);
  return text && ` ("${text}")`;
};

const DEFAULT_WAIT_SECONDS = 60;
const LONGEST_WAIT_SECONDS = 3600;

/** Reads a `Retry-After` header (seconds or HTTP date) as seconds from 1 to 3600. Defaults to 60. */
export const readRetryAfter = (header: string | null, now = Date.now()): number => {
  const value = header?.trim() ?? '';
  const seconds = /^\d+(?:\.\d+)?$/.test(value) ? Number(value) : (Date.parse(value) - now) / 1000;
  if (Number.isNaN(seconds)) return DEFAULT_WAIT_SECONDS;
  return Math.min(LONGEST_WAIT_SECONDS, Math.max(1, Math.ceil(seconds)));
};
