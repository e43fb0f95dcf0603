import { createHash } from 'node:crypto';
import { isObject } from '@messaging/gateway/schemas';

/** Readers for records whose exact shape is not documented: they try names in turn, and give `null` for none. */

export type Fields = Record<string, unknown>;

/** The value as an object, or an empty one. */
export const objectOf = (value: unknown): Fields => (isObject(value) ? value : {});

/** Text or a number as text; `null` for anything else, for empty text too. */
export const textOf = (value: unknown): string | null => {
  if (typeof value === 'number') return String(value);
  return typeof value === 'string' && value.trim() !== '' ? value : null;
};

/** The first of these fields that holds text. */
export const firstText = (record: Fields, ...names: readonly string[]): string | null => {
  for (const name of names) {
    const text = textOf(record[name]);
    if (text !== null) return text;
  }
  return null;
};

/** A phone number as an MSISDN: its digits; `null` where it has none. */
export const msisdnOf = (value: string | null): string | null => value?.replace(/\D/g, '') || null;

/** Epoch times below this are seconds: as milliseconds it is a day of 1973. */
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
 * A time as ISO 8601 with offset; `null` for none or an unreadable one. Only `2026-03-04T08:15:00Z` is documented;
 * a time without an offset is read as UTC, a number as seconds or milliseconds since 1970.
 */
export const timeOf = (value: string | null): string | null => {
  const date = dateOf(value?.trim() ?? '');
  return Number.isNaN(date.getTime()) ? null : date.toISOString();
};

/** 32 hex digits that are the same for the same record: an id for what has none. */
export const hashOf = (record: unknown): string =>
  createHash('sha256').update(JSON.stringify(record)).digest('hex').slice(0, 32);
