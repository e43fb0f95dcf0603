import { GatewayError } from '@messaging/errors/gateway-error';
import type { Reply, Request } from '@messaging/gateway/call';
import { createExchange, isSuccessStatus } from '@messaging/gateway/exchange';
import * as v from 'valibot';
import type { HookEvent } from './classic/hooks.ts';
import type { Connection } from './connection.ts';

/** The relay's base URL from `MOBIVATE_RELAY_URL`, or `null`. Read late, because Zapier may set it after loading the app. */
export const relayUrl = (): string | null => {
  const value = process.env.MOBIVATE_RELAY_URL?.trim() ?? '';
  return /^https?:\/\//.test(value) ? value.replace(/\/+$/, '') : null;
};

const subscription = v.object({
  id: v.string(),
  secret: v.string(),
  account: v.string(),
  ingest_url: v.string(),
});
const account = v.object({ account: v.string(), ingest_url: v.string() });

/** An account at the relay: its id, and the URL to which Mobivate posts receipts. */
export interface RelayAccount {
  readonly account: string;
  readonly ingest_url: string;
}

/** A subscription to create at the relay. */
export interface NewSubscription {
  readonly event: HookEvent;
  readonly targetUrl: string;
  /** The connection's current account, so that a new key joins it. */
  readonly account: string | null;
}

/** A client of the relay (`relay/`), which receives each event of an account once and posts it to every Zap. */
export interface Relay {
  /** @throws GatewayError if the Zap was not subscribed */
  subscribe(
    wanted: NewSubscription,
  ): Promise<RelayAccount & { readonly id: string; readonly secret: string }>;
  unsubscribe(id: string): Promise<void>;
  /** The account of the connection's key, or `null` if it has none yet. */
  account(): Promise<RelayAccount | null>;
}

const refusal = v.object({ error: v.string() });

const saidIn = (data: unknown): string => {
  const said = v.safeParse(refusal, data);
  return said.success ? ` The relay's reason: "${said.output.error}"` : '';
};

const DOWN =
  'Could not reach the relay that passes Mobivate events on to Zaps. Nothing was changed. Try again in a few minutes.';
const MOBIVATE_DOWN = 'Could not reach Mobivate, so nothing was changed. Try again in a few minutes.';
const BAD_KEY = 'Mobivate rejected the API key of this connection. Reconnect it with a valid key.';

const failureOf = (reply: Reply): GatewayError => {
  if (reply.kind === 'silence') return new GatewayError(DOWN, { kind: 'unreachable' });
  const { status, data } = reply;
  if (status === 401) return new GatewayError(BAD_KEY, { kind: 'unauthorized', status });
  if (status === 403 || status === 422) {
    const sentence = `The relay refused this Zap.${saidIn(data)} Contact support of this integration.`;
    return new GatewayError(sentence, { kind: 'refused', status });
  }
  return new GatewayError(status === 502 ? MOBIVATE_DOWN : DOWN, { kind: 'unreachable', status });
};

/** Removes the event from a subscription's ingest URL, which leaves the URL for receipts. */
const withoutEvent = (url: string): string => url.replace(/\/(?:receipt|incoming|click)$/, '');

/** Creates a client of the relay at `url` for one connection. */
export const createRelay = (url: string, { domain }: Connection, request: Request): Relay => {
  const exchange = createExchange<object>({
    request,
    baseUrlOf: () => url,
    isSuccess: isSuccessStatus,
    failureOf,
  });
  return {
    subscribe: async ({ event, targetUrl, account: id }) => {
      const json = { event, target_url: targetUrl, domain, account: id ?? undefined };
      const made = await exchange({ method: 'POST', path: '/v1/subscriptions', json }, subscription);
      return { ...made, ingest_url: withoutEvent(made.ingest_url) };
    },
    unsubscribe: async (id) => {
      await exchange({ method: 'DELETE', path: `/v1/subscriptions/${id}` }, v.unknown());
    },
    account: async () => {
      try {
        const ask = { method: 'GET', path: '/v1/account', query: { domain }, retry: false } as const;
        return await exchange(ask, account);
      } catch (error) {
        if (error instanceof GatewayError && error.kind === 'unauthorized') return null;
        throw error;
      }
    },
  };
};
