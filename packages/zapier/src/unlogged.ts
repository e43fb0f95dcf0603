import { type Agent, get, type IncomingMessage, type RequestOptions } from 'node:http';
import type { Answer } from '@messaging/gateway/call';

/** Real responses are at most a sentence; the limit protects memory. */
const MAX_CHARACTERS = 1_000_000;

const parsed = (body: string): unknown => {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
};

const read = async (response: IncomingMessage): Promise<string> => {
  let body = '';
  for await (const piece of response.setEncoding('utf8')) {
    body += piece;
    if (body.length > MAX_CHARACTERS) throw new Error('The response is too long.');
  }
  return body;
};

/**
 * Makes a GET that the platform does not log, for URLs that contain a login. The platform logs every URL and
 * censors connection values, but not user names or values shorter than six characters. The agent selects HTTP
 * or HTTPS.
 */
export const getUnlogged = (url: string, options: RequestOptions & { agent: Agent }): Promise<Answer> =>
  new Promise((resolve, reject) => {
    const request = get(url, options, (response) => {
      read(response).then((body) => {
        const status = Number(response.statusCode);
        const retryAfter = response.headers['retry-after'] ?? null;
        resolve({ kind: 'answer', status, data: parsed(body), retryAfter });
      }, reject);
    });
    request.once('error', reject);
  });
