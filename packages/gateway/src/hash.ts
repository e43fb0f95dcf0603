import { createHash } from 'node:crypto';

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

/** A hash of a record of up to 64 hex digits, as its ID if it has none. */
export const hashOf = (record: unknown, digits = 32): string =>
  sha256(JSON.stringify(record)).slice(0, digits);

/** The first six hex digits of a key's SHA-256, to tell connections apart. */
export const fingerprint = (key: string): string => sha256(key).slice(0, 6);
