import { get as getHttp } from 'node:http';
import { get as getHttps, type RequestOptions } from 'node:https';
import { text } from 'node:stream/consumers';
import type { Answer } from '../sms/gateway.ts';

const parsed = (body: string): unknown => {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
};

/**
 * A GET that never reaches the platform's log, for a URL that holds a login. The log shows every URL; it hides what
 * the connection holds, but no value of less than six characters, and a user name never.
 */
export const getUnlogged = (url: string, options: RequestOptions): Promise<Answer> =>
  new Promise((resolve, reject) => {
    const get = url.startsWith('https:') ? getHttps : getHttp;
    const request = get(url, options, (response) => {
      text(response).then((body) => {
        const { statusCode = 0, headers } = response;
        const retryAfter = headers['retry-after'] ?? null;
        resolve({ kind: 'answer', status: statusCode, data: parsed(body), retryAfter });
      }, reject);
    });
    request.once('error', reject);
  });
