import { openCache } from '@messaging/zapier/cache';
import * as v from 'valibot';
import type { ZObject } from 'zapier-platform-core';
import type { Relay, RelayAccount } from './api/relay.ts';

const KEY = 'relay:account';

/** How long to cache that a connection has no account at the relay. */
const NO_ACCOUNT_SECONDS = 600;
const TIMEOUT_MILLISECONDS = 2000;

const record = v.object({ account: v.nullable(v.string()), ingest_url: v.string() });

const remembered = async (z: ZObject): Promise<v.InferOutput<typeof record> | null> => {
  const known = v.safeParse(record, await openCache(z).get(KEY));
  return known.success ? known.output : null;
};

/** The connection's account id at the relay, from an earlier subscription. */
export const knownAccount = async (z: ZObject): Promise<string | null> =>
  (await remembered(z).catch(() => null))?.account ?? null;

/** Caches the connection's account. If the cache is down, the relay can still find it by key. */
export const rememberAccount = async (z: ZObject, { account, ingest_url }: RelayAccount): Promise<void> => {
  await openCache(z)
    .set(KEY, { account, ingest_url })
    .catch(() => {});
};

const ask = async (z: ZObject, relay: Relay): Promise<string | undefined> => {
  const known = await remembered(z);
  if (known) return known.ingest_url || undefined;
  const account = await relay.account();
  if (account) await rememberAccount(z, account);
  else await openCache(z).set(KEY, { account: null, ingest_url: '' }, NO_ACCOUNT_SECONDS);
  return account?.ingest_url;
};

/**
 * The URL for the receipts of this connection's Vortex sends: the relay's, once a Zap has subscribed there. If the relay
 * does not respond in time, the send goes ahead and its receipts go to the key's own Receipt URL.
 */
export const receiptUrlOf = (z: ZObject, relay: Relay): (() => Promise<string | undefined>) => {
  let asked: Promise<string | undefined> | undefined;
  return () => {
    asked ??= new Promise((resolve) => {
      const giveUp = setTimeout(() => resolve(undefined), TIMEOUT_MILLISECONDS);
      ask(z, relay)
        .catch(() => undefined)
        .then((url) => {
          clearTimeout(giveUp);
          resolve(url);
        });
    });
    return asked;
  };
};
