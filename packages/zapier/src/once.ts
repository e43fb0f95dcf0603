import { createHash, randomUUID } from 'node:crypto';
import { GatewayError } from '@messaging/errors/gateway-error';
import type { ConnectionCache } from './cache.ts';

const WEEK_SECONDS = 7 * 24 * 60 * 60;

type Claim = 'ours' | 'taken' | 'unknown';

/** Gives the claim up, if it is still the one of this run. */
const free = async (cache: ConnectionCache, key: string, run: string): Promise<void> => {
  if ((await cache.get(key)) === run) await cache.delete(key);
};

const claim = async (cache: ConnectionCache, key: string, run: string): Promise<Claim> => {
  try {
    if ((await cache.setIfAbsent(key, run, WEEK_SECONDS)) === true) return 'ours';
    const holder = await cache.get(key);
    if (holder === run) return 'ours';
    return holder === null ? 'unknown' : 'taken';
  } catch {
    // It may be recorded all the same, and would hold back the replay of this run.
    await free(cache, key, run).catch(() => {});
    return 'unknown';
  }
};

const isDefinite = (error: unknown): boolean => error instanceof GatewayError && error.kind !== 'unknown';

/**
 * Does something that must not happen twice within seven days, whichever run of whichever Zap on the connection asks:
 * the first to claim its identity does it, the others get `null`. If it definitely was not done, the identity is free
 * again; if that is unknown, it stays taken. The cache keeps only a hash of the identity. The hash takes no key: the
 * only secret at hand is the API key, and a new one must not make everything count as not done yet.
 * @throws GatewayError of kind `unreachable`, with nothing done, where the cache does not say who was first
 */
export const once = async <R>(
  cache: ConnectionCache,
  identity: readonly string[],
  work: () => Promise<R>,
): Promise<R | null> => {
  const key = `once:${createHash('sha256').update(JSON.stringify(identity)).digest('hex')}`;
  const run = randomUUID();
  const claimed = await claim(cache, key, run);
  if (claimed === 'taken') return null;
  if (claimed === 'unknown') {
    throw new GatewayError(
      'Zapier did not say whether this was sent before, so nothing was sent now: replay this run in a few minutes.',
      { kind: 'unreachable' },
    );
  }
  try {
    return await work();
  } catch (error) {
    if (isDefinite(error)) await free(cache, key, run).catch(() => {});
    throw error;
  }
};
