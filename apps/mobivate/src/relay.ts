import { openCache } from '@messaging/zapier/cache';
import * as v from 'valibot';
import type { ZObject } from 'zapier-platform-core';
import type { Relay, RelayAccount } from './api/relay.ts';

const KEY = 'relay:account';

/** That a connection has no account at the relay is asked again after this many seconds. */
const NOBODY_SECONDS = 600;
/** A send waits no longer for the relay than this. */
const PATIENCE_MILLISECONDS = 2000;

const record = v.object({ account: v.nullable(v.string()), ingest_url: v.string() });

const remembered = async (z: ZObject): Promise<v.InferOutput<typeof record> | null> => {
  const known = v.safeParse(record, await openCache(z).get(KEY));
  return known.success ? known.output : null;
};

/** The id of the connection's account at the relay, from an earlier subscription. */
export const knownAccount = async (z: ZObject): Promise<string | null> =>
  (await remembered(z).catch(() => null))?.account ?? null;

/** Remembers the connection's account; without the cache the relay still knows it by the key. */
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
  else await openCache(z).set(KEY, { account: null, ingest_url: '' }, NOBODY_SECONDS);
  return account?.ingest_url;
};

/**
 * Where Vortex posts the receipts of what this connection sends: to the relay, once a Zap has subscribed there. A send
 * never fails for it: where it cannot be found out in time, the receipts go to the key's own Receipt URL.
 */
export const receiptUrlOf = (z: ZObject, relay: Relay): (() => Promise<string | undefined>) => {
  let asked: Promise<string | undefined> | undefined;
  return () => {
    asked ??= new Promise((resolve) => {
      const giveUp = setTimeout(() => resolve(undefined), PATIENCE_MILLISECONDS);
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
