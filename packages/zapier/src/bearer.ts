import type { Authorize } from './request.ts';

/** Authorizes requests with `Authorization: Bearer <key>`. */
export const bearer =
  (key: string): Authorize =>
  () => ({ Authorization: `Bearer ${key}` });
