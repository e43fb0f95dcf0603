import { createHash } from 'node:crypto';

/** 32 hex digits that are the same for the same record: an id for what a gateway gives none. */
export const hashOf = (record: unknown): string =>
  createHash('sha256').update(JSON.stringify(record)).digest('hex').slice(0, 32);
