import { createHash } from 'node:crypto';

/** A hash of a record, as its ID if it has none. 32 hex digits. */
export const hashOf = (record: unknown): string =>
  createHash('sha256').update(JSON.stringify(record)).digest('hex').slice(0, 32);
