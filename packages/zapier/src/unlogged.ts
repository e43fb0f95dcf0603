import { type Agent, get, type IncomingMessage, type RequestOptions } from 'node:http';
import type { Answer } from '@messaging/gateway/call';

/** An answer is a word or a sentence; whatever is longer than this is none, and would fill the memory. */
const MOST_CHARACTERS = 1_000_000;

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
    if (body.length > MOST_CHARACTERS) throw new Error('The answer is too long.');
  }
  return body;
};

/**
 * A GET that never reaches the platform's log, for a URL that holds a login. The log shows every URL; it hides what
 * the connection holds, but no value of less than six characters, and a user name never. The agent decides between
 * HTTP and HTTPS.
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
