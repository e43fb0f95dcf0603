import { request } from 'undici';
import type { EventName } from './store/store.ts';
import { AddressError, createGuardedAgent, createOpenAgent } from './targets.ts';

export type Platform = 'Classic' | 'Vortex';

/** The cause of a failure: the key, the host name, Mobivate itself, or too many requests of this relay. */
export type Trouble = 'key' | 'host' | 'gateway' | 'busy';

/** A failure at Mobivate. The message is a sentence for the person who set up the connection. */
export class MobivateError extends Error {
  override readonly name = 'MobivateError';
  readonly trouble: Trouble;

  constructor(trouble: Trouble, message: string) {
    super(message);
    this.trouble = trouble;
  }
}

/** Where a key is checked and events are registered. */
export interface Host {
  readonly platform: Platform;
  readonly baseUrl: string;
  /** The host name if it is not Mobivate's own. Its owner can accept any key. */
  readonly foreign: string | null;
}

const CLASSIC_HOST = 'api.mobivatebulksms.com';
const VORTEX_HOST = 'vortex.mobivatebulksms.com';

/** A host name whose last label begins with a letter: no IP address, port or path. */
const HOST_NAME = /^(?=.{4,253}$)([a-z\d]([a-z\d-]{0,61}[a-z\d])?\.)+[a-z]([a-z\d-]{0,61}[a-z\d])?$/i;

/** Whether a text is a host name. Its address is checked when connecting. */
export const isHostName = (text: string): boolean => HOST_NAME.test(text);

/**
 * The platform of a key: a pure function of key and host name.
 *
 * @param override replaces the base URL of both platforms, for development; the key's shape then decides
 */
export const hostOf = (key: string, domain: string, override: string | null): Host => {
  const looksVortex = key.startsWith('v-');
  if (override !== null)
    return { platform: looksVortex ? 'Vortex' : 'Classic', baseUrl: override, foreign: null };
  const host = domain.toLowerCase() || (looksVortex ? VORTEX_HOST : CLASSIC_HOST);
  const isOwn = host === CLASSIC_HOST || host === VORTEX_HOST;
  return {
    platform: host === CLASSIC_HOST ? 'Classic' : 'Vortex',
    baseUrl: `https://${host}`,
    foreign: isOwn ? null : host,
  };
};

const TIMEOUT = 4500;
/** Requests to one host at once, those waiting behind them, how long they wait, and requests to all hosts. */
const AT_ONCE = 16;
const QUEUE = 64;
const QUEUE_TIME = 1500;
const AT_ONCE_IN_ALL = 256;

const REMEMBER_GOOD = 5 * 60_000;
const REMEMBER_BAD = 5000;
const REMEMBERED = 10_000;

export interface Mobivate {
  /** @throws MobivateError */
  checkKey(host: Host, key: string): Promise<void>;
  /** Registers the URL that events of the account go to. @throws MobivateError */
  register(host: Host, key: string, event: EventName, url: string): Promise<void>;
  close(): Promise<void>;
}

const BAD_KEY = 'Mobivate does not accept this API key. Check the key and the API Host.';

export const createMobivate = (
  override: string | null,
  version: string,
  hash: (key: string, host: string | null) => string,
): Mobivate => {
  const agent = override === null ? createGuardedAgent() : createOpenAgent();
  const remembered = new Map<string, { readonly isGood: boolean; readonly until: number }>();
  const gates = new Map<string, Gate>();
  let inAll = 0;

  /** Limits requests per host, so that one that hangs does not block another. */
  const throughGate = async <T>(host: string, work: () => Promise<T>): Promise<T> => {
    if (inAll >= AT_ONCE_IN_ALL) throw tooMany();
    const gate = gates.get(host) ?? createGate();
    gates.set(host, gate);
    inAll += 1;
    try {
      await gate.enter();
      try {
        return await work();
      } finally {
        if (gate.leave()) gates.delete(host);
      }
    } finally {
      inAll -= 1;
    }
  };

  const send = async ({ baseUrl, foreign }: Host, key: string, path: string, body: object | null) => {
    try {
      const answer = await request(`${baseUrl}${path}`, {
        method: body ? 'POST' : 'GET',
        dispatcher: agent,
        signal: AbortSignal.timeout(TIMEOUT),
        headers: {
          authorization: `Bearer ${key}`,
          accept: 'application/json',
          'user-agent': `relay/${version}`,
          ...(body ? { 'content-type': 'application/json' } : {}),
        },
        ...(body ? { body: JSON.stringify(body) } : {}),
      });
      return { status: answer.statusCode, text: await readStart(answer.body) };
    } catch (error) {
      if (foreign !== null && isNoHost(error))
        throw new MobivateError('host', `domain "${foreign}" leads to no public host. Check the API Host.`);
      throw new MobivateError('gateway', 'Mobivate could not be reached. Try again in a few minutes.');
    }
  };

  const call = (host: Host, key: string, path: string, body: object | null) =>
    throughGate(host.baseUrl, () => send(host, key, path, body));

  const judge = ({ status, text }: { status: number; text: string }): void => {
    if (status === 401 || status === 403) throw new MobivateError('key', BAD_KEY);
    if (status >= 500)
      throw new MobivateError('gateway', 'Mobivate returned a server error. Try again in a few minutes.');
    if (status === 429)
      throw new MobivateError('gateway', 'Mobivate limits requests right now. Try again in a minute.');
    if (status < 200 || status >= 300 || !isJsonObject(text))
      throw new MobivateError(
        'gateway',
        `Mobivate answered ${status} with something unexpected. Check the API Host.`,
      );
  };

  const remember = (id: string, isGood: boolean): void => {
    for (const oldest of remembered.keys()) {
      if (remembered.size < REMEMBERED) break;
      remembered.delete(oldest);
    }
    remembered.set(id, { isGood, until: performance.now() + (isGood ? REMEMBER_GOOD : REMEMBER_BAD) });
  };

  return {
    checkKey: async (host, key) => {
      const id = `${host.platform} ${hash(key, host.foreign)}`;
      const known = remembered.get(id);
      if (known && known.until > performance.now()) {
        if (known.isGood) return;
        throw new MobivateError('key', BAD_KEY);
      }
      try {
        judge(await call(host, key, '/auth/test', null));
        remember(id, true);
      } catch (error) {
        if (error instanceof MobivateError && error.trouble === 'key') remember(id, false);
        throw error;
      }
    },
    register: async (host, key, event, url) => judge(await call(host, key, `/webhooks/${event}`, { url })),
    close: () => agent.destroy(),
  };
};

const tooMany = () => new MobivateError('busy', 'Too many requests at once. Try again in a few seconds.');

const isNoHost = (error: unknown): boolean =>
  error instanceof AddressError || (error instanceof Error && 'code' in error && error.code === 'ENOTFOUND');

interface Gate {
  /** @throws MobivateError if too many wait, or the wait is too long */
  enter(): Promise<void>;
  /** @returns whether the gate is now empty */
  leave(): boolean;
}

const createGate = (): Gate => {
  const queue: (() => void)[] = [];
  let running = 0;
  return {
    enter: async () => {
      if (running < AT_ONCE) {
        running += 1;
        return;
      }
      if (queue.length >= QUEUE) throw tooMany();
      await new Promise<void>((resolve, reject) => {
        const go = (): void => {
          clearTimeout(timer);
          resolve();
        };
        const timer = setTimeout(() => {
          queue.splice(queue.indexOf(go), 1);
          reject(tooMany());
        }, QUEUE_TIME);
        queue.push(go);
      });
    },
    leave: () => {
      const next = queue.shift();
      if (next) next();
      else running -= 1;
      return running === 0;
    },
  };
};

const START = 16 * 1024;

/** The start of a body. */
const readStart = async (body: AsyncIterable<Uint8Array>): Promise<string> => {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of body) {
    chunks.push(chunk);
    length += chunk.length;
    if (length > START) break;
  }
  return Buffer.concat(chunks).toString('utf8');
};

const isJsonObject = (text: string): boolean => {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null;
  } catch {
    return false;
  }
};
