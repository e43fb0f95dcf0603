import type { ZObject } from 'zapier-platform-core';
import type { PlatformCache } from '../../sandbox/zapier/cache.ts';

/** When a cache call fails: `before` it takes effect, or `after`, with the response lost. */
export type CacheFault = 'before' | 'after';

/** Hooks around each cache call. */
export interface Interference {
  readonly pause?: () => Promise<unknown>;
  readonly fault?: (method: string) => CacheFault | undefined;
}

/** A connection's `z.cache` on top of a platform cache, with the same calls as the core. */
export const zCacheOn = (
  platform: PlatformCache,
  connection: string,
  { pause = async () => {}, fault = () => undefined }: Interference = {},
): Pick<ZObject, 'cache'> => {
  const call = async (method: string, ...params: unknown[]) => {
    await pause();
    const wrong = fault(method);
    if (wrong === 'before') throw new Error('the cache is down');
    const answer = platform.call(method, params, connection);
    await pause();
    if (wrong === 'after') throw new Error('the response was lost');
    return answer;
  };
  const truth = async (answer: Promise<unknown>) => (await answer) === true;
  return {
    cache: {
      get: async (key: string, scope?: string[]) => {
        const value = await call('zcache_get', key, scope);
        return typeof value === 'string' ? JSON.parse(value) : null;
      },
      set: (key, value, ttl, scope, nx) =>
        truth(call('zcache_set', key, JSON.stringify(value), ttl, scope, nx)),
      delete: (key: string, scope?: string[]) => truth(call('zcache_delete', key, scope)),
    },
  };
};
