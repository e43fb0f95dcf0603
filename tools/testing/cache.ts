import type { ZObject } from 'zapier-platform-core';
import type { PlatformCache } from '../../sandbox/zapier/cache.ts';

/** What goes wrong with one call to the cache: `before` it is carried out, or `after`, with the answer lost. */
export type CacheFault = 'before' | 'after';

/** Called around each call to the cache. */
export interface Interference {
  readonly pause?: () => Promise<unknown>;
  readonly fault?: (method: string) => CacheFault | undefined;
}

/** `z.cache` of one connection over a platform's cache, speaking to it as the core does. */
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
    if (wrong === 'after') throw new Error('the answer was lost');
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
