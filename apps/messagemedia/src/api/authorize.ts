import type { Connection } from './connection.ts';
import { basicHeaders, signedHeaders } from './signature.ts';

/** Returns the auth headers of a request. An HMAC signature covers the exact bytes sent. */
export const authorizer = ({ key, secret, method: scheme, algorithm, account }: Connection) => {
  const behalf: Record<string, string> = account === null ? {} : { Account: account };
  if (scheme === 'Basic') {
    const headers = { ...behalf, ...basicHeaders(key, secret) };
    return () => headers;
  }
  return (method: string, { pathname, search }: URL, body: Uint8Array) => ({
    ...behalf,
    ...signedHeaders({
      key,
      secret,
      algorithm,
      method,
      target: `${pathname}${search}`,
      body,
      date: new Date(),
    }),
  });
};
