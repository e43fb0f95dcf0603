import { setTimeout as sleep } from 'node:timers/promises';

/** Which key signs a request, and how where there are several ways. */
export type Key = 'own' | 'wrong' | 'other' | 'sha256' | 'sha1' | 'sdk' | 'bare-query' | 'stale';

/** A request to a gateway. */
export interface Wish {
  /** GET where none is given. */
  readonly method?: string;
  /** The path below the gateway's base URL, or a whole URL of another host of the gateway. */
  readonly path: string;
  readonly query?: Readonly<Record<string, string | number>>;
  readonly json?: unknown;
  readonly form?: Readonly<Record<string, string>>;
  /** `wrong` is a key of the right look that nobody has, `other` one of another platform's look; `none` sends none. */
  readonly key?: Key | 'none';
  /** Whether it changes nothing, so that it may be repeated after a disturbance; every GET is taken for one. */
  readonly reads?: boolean;
  /** Statuses from 500 on that are an answer and no disturbance. */
  readonly expects?: readonly number[];
  readonly timeoutMs?: number;
}

/** What came back. */
export interface Answer {
  /** Method and path as asked, without the query, for the person who reads the table. */
  readonly line: string;
  readonly status: number;
  /** Lower-case names. */
  readonly headers: Readonly<Record<string, string>>;
  readonly text: string;
  /** `undefined` where the body is no JSON. */
  readonly json: unknown;
}

/** An exchange as it was, for the recordings. */
export interface Exchange {
  readonly method: string;
  readonly url: string;
  readonly body: string | null;
  readonly answer: Answer;
}

/** Nobody answered, or not the way a working gateway does: it says nothing about a claim. */
export class Disturbed extends Error {
  override name = 'Disturbed';
}

/** The person wants it to end. */
export class Stopped extends Error {
  override name = 'Stopped';
}

/** How requests find their way and are signed. */
export interface Route {
  readonly base: string;
  readonly sign: (request: { method: string; url: URL; body: string; key: Key }) => Record<string, string>;
}

/** How patient the tool is, in milliseconds. */
export interface Patience {
  readonly answer: number;
  /** Between two tries; grows with each. */
  readonly again: number;
  /** The longest Retry-After that is waited for. */
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

/** Asks once. @throws Disturbed where nothing came back; Stopped where the signal ends a request that reads */
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
      // A change is never cut off: it would be unclear whether it was made.
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
 * Asks, and again after a disturbance where the request changes nothing.
 * @throws Disturbed where it went on; Stopped
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
