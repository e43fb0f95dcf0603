import { createHash } from 'node:crypto';

/** A stable id of 32 hex digits for records that have none. */
export const hashOf = (record: unknown): string =>
  createHash('sha256').update(JSON.stringify(record)).digest('hex').slice(0, 32);
