import { createHash, createHmac } from 'node:crypto';

export type HmacAlgorithm = 'sha256' | 'sha1';

/** How the signed headers are spelled. The documentation and the SDKs differ, and the API accepts both. */
export interface Spelling {
  readonly date: string;
  readonly digest: string;
}

export const SPELLINGS = {
  documents: { date: 'Date', digest: 'Content-MD5' },
  sdks: { date: 'date', digest: 'x-Content-MD5' },
} as const;

/** The request to sign, exactly as sent. */
export interface Signable {
  readonly key: string;
  readonly secret: string;
  readonly algorithm: HmacAlgorithm;
  readonly method: string;
  /** Path and query of the request line. */
  readonly target: string;
  readonly body: Uint8Array;
  readonly date: Date;
  readonly spelling?: Spelling;
}

/**
 * Returns the headers of a signed request: `Date`, the body's digest (hexadecimal, unlike RFC 1864), and
 * `Authorization`. The signature covers them and the request line, joined by line feeds.
 */
export const signedHeaders = ({
  key,
  secret,
  algorithm,
  method,
  target,
  body,
  date,
  spelling = SPELLINGS.documents,
}: Signable): Record<string, string> => {
  const headers: Record<string, string> = { [spelling.date]: date.toUTCString() };
  if (body.length > 0) headers[spelling.digest] = createHash('md5').update(body).digest('hex');
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}`);
  lines.push(`${method} ${target} HTTP/1.1`);
  const signature = createHmac(algorithm, secret).update(lines.join('\n')).digest('base64');
  const names = [...Object.keys(headers), 'request-line'].join(' ');
  return {
    ...headers,
    Authorization: `hmac username="${key}", algorithm="hmac-${algorithm}", headers="${names}", signature="${signature}"`,
  };
};

/** Returns the header of Basic authentication. */
export const basicHeaders = (key: string, secret: string): Record<string, string> => ({
  Authorization: `Basic ${Buffer.from(`${key}:${secret}`).toString('base64')}`,
});
