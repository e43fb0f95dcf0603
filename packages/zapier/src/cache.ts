import type { ZObject } from 'zapier-platform-core';

/** `z.cache` as the platform really offers it: its published types lack the scope of `get` and `delete`. */
interface PlatformCache {
  get(key: string, scope?: string[]): Promise<unknown>;
  set(key: string, value: unknown, ttl?: number, scope?: string[], nx?: boolean): Promise<boolean | null>;
  delete(key: string, scope?: string[]): Promise<boolean>;
}

/**
 * The platform's memory for one connection, or for all connections of one user. Values are JSON, times to live in seconds.
 * Each call is one round trip to the platform, and throws whatever went wrong with it.
 */
export interface Cache {
  /** The value, or `null` where there is none or it has run out. */
  get(key: string): Promise<unknown>;
  /** Sets the value; for good where no time is given. */
  set(key: string, value: unknown, seconds?: number): Promise<void>;
  /** Sets the value where there is none, as one step. Says `true` if it did; `null` is not explained by the platform. */
  setIfAbsent(key: string, value: unknown, seconds?: number): Promise<boolean | null>;
  delete(key: string): Promise<void>;
}

/** The cache of the step's connection, shared by every Zap on it, or of its user, shared by all connections. */
export const openCache = (
  { cache }: Pick<ZObject, 'cache'>,
  owner: 'connection' | 'user' = 'connection',
): Cache => {
  const platform: PlatformCache = cache;
  const scope = [owner === 'user' ? 'user' : 'auth'];
  return {
    get: (key) => platform.get(key, scope),
    set: async (key, value, seconds) => {
      await platform.set(key, value, seconds, scope);
    },
    setIfAbsent: (key, value, seconds) => platform.set(key, value, seconds, scope, true),
    delete: async (key) => {
      await platform.delete(key, scope);
    },
  };
};
