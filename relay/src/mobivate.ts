import { createHash } from 'node:crypto';
import { request } from 'undici';
import type { EventName } from './store/store.ts';
import { createGuardedAgent, createOpenAgent } from './targets.ts';

export type Platform = 'Classic' | 'Vortex';

/** Why Mobivate did not do what was asked: the key is bad, Mobivate is the trouble, or this relay asks too much. */
export type Trouble = 'key' | 'gateway' | 'busy';

/** A failure at Mobivate, as a sentence for the person who set up the connection. */
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
}

const CLASSIC_HOST = 'api.mobivatebulksms.com';
const VORTEX_HOST = 'vortex.mobivatebulksms.com';

/** A host name with a dot and a letter at its end: no address, no port, no path. */
const HOST_NAME = /^(?=.{4,253}$)([a-z\d]([a-z\d-]{0,61}[a-z\d])?\.)+[a-z]([a-z\d-]{0,61}[a-z\d])?$/i;

/** Whether a text is a host name that may be called; where it leads is checked when the connection is made. */
export const isHostName = (text: string): boolean => HOST_NAME.test(text);

/**
 * The platform of a key: a pure function of key and host name.
 *
 * @param override replaces the base URL of both platforms, for development; the key's shape then decides
 */
export const hostOf = (key: string, domain: string, override: string | null): Host => {
  const looksVortex = key.startsWith('v-');
  if (override !== null) return { platform: looksVortex ? 'Vortex' : 'Classic', baseUrl: override };
  const host = domain.toLowerCase() || (looksVortex ? VORTEX_HOST : CLASSIC_HOST);
  return { platform: host === CLASSIC_HOST ? 'Classic' : 'Vortex', baseUrl: `https://${host}` };
};

const TIMEOUT = 4500;
/** Requests at once, and how many may wait behind them, and how long. */
const AT_ONCE = 16;
const QUEUE = 64;
const QUEUE_TIME = 1500;

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
  hash: (key: string) => string,
): Mobivate => {
  const agent = override === null ? createGuardedAgent() : createOpenAgent();
  const remembered = new Map<string, { readonly isGood: boolean; readonly until: number }>();
  let running = 0;
  const queue: (() => void)[] = [];

  const enter = async (): Promise<void> => {
    if (running < AT_ONCE) {
      running += 1;
      return;
    }
    if (queue.length >= QUEUE) throw tooMany();
    await new Promise<void>((resolve, reject) => {
      const timer = setTimeout(() => {
        queue.splice(queue.indexOf(go), 1);
        reject(tooMany());
      }, QUEUE_TIME);
      const go = () => {
        clearTimeout(timer);
        resolve();
      };
      queue.push(go);
    });
  };
  const leave = (): void => {
    const next = queue.shift();
    if (next) next();
    else running -= 1;
  };

  const call = async ({ baseUrl }: Host, key: string, path: string, body: object | null) => {
    await enter();
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
      const text = await readStart(answer.body);
      return { status: answer.statusCode, text };
    } catch {
      throw new MobivateError('gateway', 'Mobivate could not be reached. Try again in a few minutes.');
    } finally {
      leave();
    }
  };

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
      const id = createHash('sha256')
        .update(`${hash(key)} ${host.baseUrl}`)
        .digest('base64');
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

const START = 16 * 1024;

/** The beginning of a body; a longer one is not read to its end. */
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
