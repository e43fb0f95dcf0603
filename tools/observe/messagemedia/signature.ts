import { createHash, createHmac } from 'node:crypto';

/** What to sign, and the deviations from the usual way that claims are about. */
interface Signed {
  readonly method: string;
  readonly url: URL;
  readonly body: string;
  readonly algorithm?: 'sha256' | 'sha1';
  /** Uses the header names of the vendor's own libraries. */
  readonly isSdk?: boolean;
  readonly isQuerySigned?: boolean;
  readonly date?: Date;
}

/** Creates the headers of an HMAC signature for a request. */
export const signatureOf = (
  key: string,
  secret: string,
  { method, url, body, algorithm = 'sha256', isSdk = false, isQuerySigned = true, date = new Date() }: Signed,
): Record<string, string> => {
  const names = isSdk ? { date: 'date', digest: 'x-Content-MD5' } : { date: 'Date', digest: 'Content-MD5' };
  const digest = body === '' ? null : createHash('md5').update(body).digest('hex');
  const stamp = date.toUTCString();
  const lines = [
    `${names.date}: ${stamp}`,
    ...(digest === null ? [] : [`${names.digest}: ${digest}`]),
    `${method} ${url.pathname}${isQuerySigned ? url.search : ''} HTTP/1.1`,
  ];
  const list = [names.date, ...(digest === null ? [] : [names.digest]), 'request-line'].join(' ');
  const signature = createHmac(algorithm, secret).update(lines.join('\n')).digest('base64');
  return {
    Date: stamp,
    ...(digest !== null && { [names.digest]: digest }),
    Authorization: `hmac username="${key}", algorithm="hmac-${algorithm}", headers="${list}", signature="${signature}"`,
  };
};

/** Creates the header of Basic authentication. */
export const basicOf = (key: string, secret: string): Record<string, string> => ({
  Authorization: `Basic ${Buffer.from(`${key}:${secret}`).toString('base64')}`,
});
