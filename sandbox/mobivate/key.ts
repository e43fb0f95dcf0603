import type { RecordedRequest } from '../exchange.ts';

/** The key of a request, from the `Authorization` header or `?api_key=`. */
export function keyOf(request: RecordedRequest): string | null {
  const bearer = /^Bearer (.+)$/.exec(request.headers.authorization ?? '');
  return bearer?.[1] ?? request.query.api_key ?? null;
}
