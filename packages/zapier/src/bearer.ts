import type { Authorize } from './request.ts';

/** Lets requests in by a key in the `Authorization` header. */
export const bearer =
  (key: string): Authorize =>
  () => ({ Authorization: `Bearer ${key}` });
