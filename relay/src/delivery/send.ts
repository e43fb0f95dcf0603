import { request } from 'undici';
import { type Identity, webhookId } from '../identity.ts';
import type { Delivery } from '../store/store.ts';
import { AddressError, createGuardedAgent, createOpenAgent, type Targets } from '../targets.ts';
import { type Answer, readRetryAfter } from './schedule.ts';
import { sign } from './signature.ts';

/** Milliseconds after which a send without a response is aborted. */
export const GIVE_UP = 10_000;

/** Bytes of a response's body to read, so that the connection can be reused. */
const ANSWER_LIMIT = 64 * 1024;

const WORDS: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'refused the connection',
  ECONNRESET: 'closed the connection',
  EPIPE: 'closed the connection',
  UND_ERR_SOCKET: 'closed the connection',
  ENOTFOUND: 'has a host name that does not exist',
  EAI_AGAIN: 'has a host name that could not be resolved',
  UND_ERR_CONNECT_TIMEOUT: 'did not take the connection in time',
  UND_ERR_HEADERS_TIMEOUT: 'did not answer in time',
  ABORT_ERR: 'did not answer in time',
};

/** Why there was no response, without the URL. */
const explain = (error: unknown): string => {
  if (error instanceof AddressError) return 'has a private address, which is not allowed';
  if (!(error instanceof Error)) return 'could not be reached';
  const code = 'code' in error ? String(error.code) : error.name === 'AbortError' ? 'ABORT_ERR' : '';
  return (
    WORDS[code] ?? (/CERT|SSL|TLS|ALTNAME/.test(code) ? 'has no valid certificate' : 'could not be reached')
  );
};

export interface Sender {
  /** Makes one try. @param wallTime milliseconds since the epoch, for the receiver's check of age */
  send(delivery: Delivery, wallTime: number): Promise<Answer>;
  /** Aborts the sends in progress. */
  abort(): void;
  close(): Promise<void>;
}

export const createSender = (identity: Identity, targets: Targets, version: string): Sender => {
  const guarded = createGuardedAgent();
  const open = createOpenAgent();
  const running = new Set<AbortController>();
  return {
    send: async (delivery, wallTime) => {
      const id = webhookId(delivery);
      const timestamp = Math.floor(wallTime / 1000);
      const giveUp = new AbortController();
      const timer = setTimeout(() => giveUp.abort(), GIVE_UP);
      running.add(giveUp);
      try {
        const { statusCode, headers, body } = await request(delivery.url, {
          method: 'POST',
          dispatcher: targets.isOpen(new URL(delivery.url).origin) ? open : guarded,
          signal: giveUp.signal,
          body: delivery.body,
          headers: {
            ...(delivery.contentType === null ? {} : { 'content-type': delivery.contentType }),
            'user-agent': `relay/${version}`,
            'webhook-id': id,
            'webhook-timestamp': String(timestamp),
            'webhook-signature': sign(
              identity.signingSecret(delivery.subscriptionId),
              id,
              timestamp,
              delivery.body,
            ),
            'webhook-attempt': String(delivery.attempt),
          },
        });
        body.dump({ limit: ANSWER_LIMIT }).catch(() => undefined);
        const retryAfter = headers['retry-after'];
        return { status: statusCode, retryAfter: readRetryAfter(String(retryAfter ?? ''), Date.now()) };
      } catch (error) {
        return { status: null, error: explain(error) };
      } finally {
        clearTimeout(timer);
        running.delete(giveUp);
      }
    },
    abort: () => {
      for (const controller of running) controller.abort();
    },
    close: async () => {
      await Promise.all([guarded.destroy(), open.destroy()]);
    },
  };
};
