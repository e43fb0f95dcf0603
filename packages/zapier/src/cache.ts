import type { ZObject } from 'zapier-platform-core';

/** The actual type of `z.cache`. The published one lacks the scope of `get` and `delete`. */
interface PlatformCache {
  get(key: string, scope?: string[]): Promise<unknown>;
  set(key: string, value: unknown, ttl?: number, scope?: string[], nx?: boolean): Promise<boolean | null>;
  delete(key: string, scope?: string[]): Promise<boolean>;
}

/**
 * The platform's cache for a connection, or for all connections of a user. Values are JSON. Each call is a
 * round trip to the platform, and throws if it fails.
 */
export interface Cache {
  /** Returns the value, or `null` if there is none or it has expired. */
  get(key: string): Promise<unknown>;
  /** Sets the value. Without `seconds`, it never expires. */
  set(key: string, value: unknown, seconds?: number): Promise<void>;
  /** Atomically sets the value if there is none. `true` if it did. The platform does not document `null`. */
  setIfAbsent(key: string, value: unknown, seconds?: number): Promise<boolean | null>;
  delete(key: string): Promise<void>;
}

/** Opens the cache of the connection, shared by its Zaps, or of the user, shared by all connections. */
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
