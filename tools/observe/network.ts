import { setTimeout as sleep } from 'node:timers/promises';

/** The key that signs a request, or a variant of its signature. */
export type Key = 'own' | 'wrong' | 'other' | 'sha256' | 'sha1' | 'sdk' | 'bare-query' | 'stale';

/** A request to a gateway. */
export interface Wish {
  /** Defaults to GET. */
  readonly method?: string;
  /** The path below the gateway's base URL, or a full URL of another host of the gateway. */
  readonly path: string;
  readonly query?: Readonly<Record<string, string | number>>;
  readonly json?: unknown;
  readonly form?: Readonly<Record<string, string>>;
  /** `wrong` is a well-formed key that does not exist, `other` one in another platform's format. */
  readonly key?: Key | 'none';
  /**
   * Whether the request changes nothing, so it may be repeated after a disturbance. True for GET by default.
   */
  readonly reads?: boolean;
  /** Statuses from 500 that count as a response, not a disturbance. */
  readonly expects?: readonly number[];
  readonly timeoutMs?: number;
}

/** A response. */
export interface Answer {
  /** The method and path, without the query, for the table. */
  readonly line: string;
  readonly status: number;
  /** With lower-case names. */
  readonly headers: Readonly<Record<string, string>>;
  readonly text: string;
  /** `undefined` if the body is not JSON. */
  readonly json: unknown;
}

/** A request and its response, unchanged, for the recordings. */
export interface Exchange {
  readonly method: string;
  readonly url: string;
  readonly body: string | null;
  readonly answer: Answer;
}

/** There was no response, or not one of a working gateway, so it proves nothing about a claim. */
export class Disturbed extends Error {
  override name = 'Disturbed';
}

/** The person stopped the run. */
export class Stopped extends Error {
  override name = 'Stopped';
}

/** Where requests go, and how they are signed. */
export interface Route {
  readonly base: string;
  readonly sign: (request: { method: string; url: URL; body: string; key: Key }) => Record<string, string>;
}

/** Time limits and pauses in milliseconds. */
export interface Patience {
  readonly answer: number;
  /** The pause between tries. Doubles each time. */
  readonly again: number;
  /** The longest Retry-After to wait for. */
  readonly retryAfter: number;
}

export const USUAL_PATIENCE: Patience = { answer: 30_000, again: 1_000, retryAfter: 60_000 };

const TRIES = 3;

const parse = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};

const bodyOf = ({ json, form }: Wish): { body: string; type: string } | null => {
  if (json !== undefined) return { body: JSON.stringify(json), type: 'application/json' };
  return form
    ? { body: new URLSearchParams(form).toString(), type: 'application/x-www-form-urlencoded' }
    : null;
};

const urlOf = (base: string, { path, query = {} }: Wish): URL => {
  const url = new URL(/^https?:/.test(path) ? path : `${base}${path}`);
  for (const [name, value] of Object.entries(query)) url.searchParams.set(name, String(value));
  return url;
};

/** Makes a request. @throws Disturbed if there is no response; Stopped if the signal aborts a read */
export const askOnce = async (
  { base, sign }: Route,
  wish: Wish,
  patience: Patience,
  stop?: AbortSignal,
): Promise<Exchange> => {
  const { method = 'GET', key = 'own', timeoutMs = patience.answer } = wish;
  const url = urlOf(base, wish);
  const content = bodyOf(wish);
  const headers = {
    Accept: 'application/json',
    'User-Agent': 'messaging-observe',
    ...(content && { 'Content-Type': content.type }),
    ...(key !== 'none' && sign({ method, url, body: content?.body ?? '', key })),
  };
  const timeout = AbortSignal.timeout(timeoutMs);
  const line = `${method} ${url.pathname}`;
  try {
    const response = await fetch(url, {
      method,
      headers,
      body: content?.body ?? null,
      redirect: 'manual',
      // A change is never aborted, because it would be unclear whether it was made.
      signal: stop && isRead(wish) ? AbortSignal.any([timeout, stop]) : timeout,
    });
    const text = await response.text();
    const answer = {
      line,
      status: response.status,
      headers: Object.fromEntries(response.headers),
      text,
      json: parse(text),
    };
    return { method, url: url.href, body: content?.body ?? null, answer };
  } catch {
    if (stop?.aborted) throw new Stopped();
    throw new Disturbed(`${line} got no answer${timeout.aborted ? ` in ${timeoutMs / 1000} s` : ''}`);
  }
};

const isRead = ({ method = 'GET', reads = method === 'GET' }: Wish): boolean => reads;

const isDisturbance = ({ status }: Answer, { expects = [] }: Wish): boolean =>
  status === 429 || (status >= 500 && !expects.includes(status));

const pauseAfter = ({ headers }: Answer, patience: Patience, tried: number): number => {
  const seconds = Number(headers['retry-after']);
  return seconds > 0 ? Math.min(seconds * 1000, patience.retryAfter) : patience.again * 2 ** tried;
};

/**
 * Makes a request, and repeats it after a disturbance if it changes nothing.
 * @throws Disturbed if that continues; Stopped
 */
export const askPatiently = async (
  route: Route,
  wish: Wish,
  patience: Patience,
  stop?: AbortSignal,
): Promise<Exchange> => {
  const tries = isRead(wish) ? TRIES : 1;
  for (let tried = 1; ; tried += 1) {
    let pause = patience.again * 2 ** tried;
    let reason: Disturbed;
    try {
      const exchange = await askOnce(route, wish, patience, stop);
      const { answer } = exchange;
      if (!isDisturbance(answer, wish)) return exchange;
      reason = new Disturbed(`${answer.line} answered ${answer.status}`);
      pause = pauseAfter(answer, patience, tried);
    } catch (error) {
      if (!(error instanceof Disturbed)) throw error;
      reason = error;
    }
    if (tried >= tries) throw reason;
    await pauseFor(pause, stop);
  }
};

/** Waits. @throws Stopped */
export const pauseFor = async (milliseconds: number, stop?: AbortSignal): Promise<void> => {
  try {
    await sleep(milliseconds, undefined, stop ? { signal: stop } : {});
  } catch {
    throw new Stopped();
  }
};
