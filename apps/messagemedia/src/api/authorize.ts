import type { Connection } from './connection.ts';
import { basicHeaders, signedHeaders } from './signature.ts';

/** The headers that let a request of a connection in; a signature covers the bytes of the request that leaves. */
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
