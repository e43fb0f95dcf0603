/** The result of a cache call. Set and delete return whether they had an effect. */
type Answer = string | boolean | null;

interface Entry {
  readonly value: string;
  readonly ends: number;
}

const NEVER = Number.POSITIVE_INFINITY;

/**
 * The platform's key-value cache behind `z.cache`. Entries expire after their time to live (seconds), belong
 * to a scope (the connection or the user), and can be set only if absent.
 */
export class PlatformCache {
  readonly entries = new Map<string, Entry>();
  readonly #now: () => number;

  constructor(now: () => number = () => Date.now()) {
    this.#now = now;
  }

  /**
   * Runs `zcache_get`, `zcache_set`, or `zcache_delete` with the parameters that the platform's core sends.
   */
  call(method: string, params: readonly unknown[], owner: string): Answer {
    if (method === 'zcache_get') return this.#live(address(params[0], params[1], owner))?.value ?? null;
    if (method === 'zcache_set') {
      const [key, value, ttl, scope, onlyIfAbsent] = params;
      const at = address(key, scope, owner);
      if (onlyIfAbsent === true && this.#live(at)) return false;
      this.entries.set(at, {
        value: String(value),
        ends: typeof ttl === 'number' ? this.#now() + ttl * 1000 : NEVER,
      });
      return true;
    }
    if (method === 'zcache_delete') return this.entries.delete(address(params[0], params[1], owner));
    throw new Error(`the platform's cache knows no ${method}`);
  }

  #live(at: string): Entry | undefined {
    const entry = this.entries.get(at);
    if (entry && entry.ends <= this.#now()) {
      this.entries.delete(at);
      return undefined;
    }
    return entry;
  }
}

/** All connections belong to one user. */
const ownerOf = (scope: readonly unknown[], connection: string): string =>
  scope.includes('auth') ? connection : 'the user';

const address = (key: unknown, scope: unknown, connection: string): string => {
  const isScoped = Array.isArray(scope) && scope.length > 0;
  return `${isScoped ? `${scope.join('+')}:${ownerOf(scope, connection)}` : 'everybody'}|${String(key)}`;
};
