import { isObject } from '@messaging/gateway/schemas';

/** Readers for records with an undocumented shape. They try several names, and return `null` if none matches. */

export type Fields = Record<string, unknown>;

export const objectOf = (value: unknown): Fields => (isObject(value) ? value : {});

/** Reads text or a number as text. `null` for anything else, and for blank text. */
export const textOf = (value: unknown): string | null => {
  if (typeof value === 'number') return String(value);
  return typeof value === 'string' && value.trim() !== '' ? value : null;
};

export const firstText = (record: Fields, ...names: readonly string[]): string | null => {
  for (const name of names) {
    const text = textOf(record[name]);
    if (text !== null) return text;
  }
  return null;
};

/** A phone number as an MSISDN, or `null` if it has no digits. */
export const msisdnOf = (value: string | null): string | null => value?.replace(/\D/g, '') || null;

/** Smaller epoch times are in seconds, because this is 1973 in milliseconds. */
const FIRST_MILLISECONDS = 100_000_000_000;

const dateOf = (text: string): Date => {
  if (/^\d+(?:\.\d+)?$/.test(text)) {
    const number = Number(text);
    return new Date(number < FIRST_MILLISECONDS ? number * 1000 : number);
  }
  const hasTime = /\d:\d\d/.test(text);
  const hasOffset = /(?:Z|GMT|UTC|[+-]\d\d:?\d\d)$/i.test(text);
  return new Date(hasTime && !hasOffset ? `${text}Z` : text);
};

/**
 * Reads a time as ISO 8601 with an offset, or `null`. Only `2026-03-04T08:15:00Z` is documented. A time without an
 * offset is UTC, and a number is seconds or milliseconds since 1970.
 */
export const timeOf = (value: string | null): string | null => {
  const date = dateOf(value?.trim() ?? '');
  return Number.isNaN(date.getTime()) ? null : date.toISOString();
};
