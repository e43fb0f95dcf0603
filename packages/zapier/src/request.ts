import { Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import type { Answer, Call, Fields, Reply, Request, Silence } from '@messaging/gateway/call';
import * as v from 'valibot';
import type {
  BeforeRequestMiddleware,
  HttpRequestOptions,
  HttpResponse,
  ZObject,
} from 'zapier-platform-core';
import type { Budget } from './budget.ts';
import { noticingTruncation } from './truncated-responses.ts';
import { getUnlogged } from './unlogged.ts';

/** The size limit of a response. A page of 5,000 messages is about 3 MB. */
const MAX_RESPONSE_BYTES = 20_000_000;

const FIRST_PAUSE_MILLISECONDS = 300;
const TRIES = 3;

/** Node's error codes for a failed connection, after which nothing was sent. */
const unreachable = v.object({
  code: v.picklist([
    'ENOTFOUND',
    'EAI_AGAIN',
    'ECONNREFUSED',
    'EHOSTUNREACH',
    'ENETUNREACH',
    'CERT_HAS_EXPIRED',
    'CERT_NOT_YET_VALID',
    'DEPTH_ZERO_SELF_SIGNED_CERT',
    'SELF_SIGNED_CERT_IN_CHAIN',
    'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
    'UNABLE_TO_GET_ISSUER_CERT',
    'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
    'ERR_TLS_CERT_ALTNAME_INVALID',
  ]),
});

/**
 * Returns the headers that authorize a request, from its method, its URL with query, and the exact bytes of
 * its body. Called for each attempt, after the platform's own request step.
 */
export type Authorize = (method: string, url: URL, body: Uint8Array) => Readonly<Record<string, string>>;

/** Changes to a request after the platform's own request step. */
class FinalTouch {
  readonly query: string;
  readonly authorize: Authorize | null;

  constructor(query: string, authorize: Authorize | null) {
    this.query = query;
    this.authorize = authorize;
  }
}

/** Options of `z.request` that its published type lacks. */
interface RequestOptions extends HttpRequestOptions {
  url: string;
  signal: AbortSignal;
  throwForThrottlingEarly: false;
  merge: false;
}

interface Wiring {
  readonly z: Pick<ZObject, 'request'>;
  readonly budget: Budget;
  /** Credentials are sent only to this origin (scheme, host, and port) and the trusted ones. */
  readonly origin: string;
  readonly trustedOrigins?: readonly string[] | undefined;
  readonly authorize: Authorize;
  readonly userAgent: string;
}

interface Wired extends Wiring {
  readonly agents: { readonly http: HttpAgent; readonly https: HttpsAgent };
}

/**
 * JSON without `{{`, which `z.request` would treat as a placeholder. In JSON, double braces occur only inside
 * strings, so they can be escaped.
 */
const toJson = (value: Fields): string => JSON.stringify(value).replaceAll('{{', '{\\u007b');

const toForm = (fields: Fields): string => {
  const form = new URLSearchParams();
  for (const [key, value] of Object.entries(fields)) if (value !== undefined) form.append(key, String(value));
  return form.toString();
};

const bytesOf = (body: unknown): Uint8Array =>
  typeof body === 'string' || body instanceof Uint8Array ? Buffer.from(body) : new Uint8Array();

/**
 * Appends the query after the platform has replaced placeholders in the URL, then authorizes the request.
 * Every app registers it as its last `beforeRequest`.
 */
export const finishRequest: BeforeRequestMiddleware = (request) => {
  const touch: unknown = request.middlewareData?.touch;
  if (!(touch instanceof FinalTouch)) return request;
  const url = touch.query ? `${request.url}?${touch.query}` : request.url;
  if (!touch.authorize) return { ...request, url };
  const authorized = touch.authorize(String(request.method), new URL(url), bytesOf(request.body));
  return { ...request, url, headers: { ...request.headers, ...authorized } };
};

const agentFor = (call: Call, { agents }: Wired) =>
  call.url.startsWith('https:') ? agents.https : agents.http;

const plainHeaders = ({ userAgent }: Wired) => ({ Accept: 'application/json', 'User-Agent': userAgent });

const toOptions = (call: Call, wiring: Wired, signal: AbortSignal): RequestOptions => {
  const isOwn = [wiring.origin, ...(wiring.trustedOrigins ?? [])].includes(new URL(call.url).origin);
  return {
    url: call.url,
    method: call.method,
    headers: {
      ...plainHeaders(wiring),
      ...(call.json && { 'Content-Type': 'application/json' }),
      ...(call.form && { 'Content-Type': 'application/x-www-form-urlencoded' }),
    },
    ...(call.json && { body: toJson(call.json) }),
    ...(call.form && { body: toForm(call.form) }),
    middlewareData: { touch: new FinalTouch(toForm(call.query ?? {}), isOwn ? wiring.authorize : null) },
    // Following a redirect would repeat the call on another host.
    redirect: 'manual',
    agent: agentFor(call, wiring),
    signal,
    size: MAX_RESPONSE_BYTES,
    skipThrowForStatus: true,
    throwForThrottlingEarly: false,
    // Otherwise the platform merges an empty request template and the whole definition.
    merge: false,
  };
};

const toAnswer = (response: HttpResponse<unknown>): Answer => ({
  kind: 'answer',
  status: response.status,
  data: response.content === '' ? null : response.data,
  retryAfter: response.getHeader('retry-after') ?? null,
  date: response.getHeader('date') ?? null,
});

const toSilence = (error: unknown, timedOut: boolean): Silence => {
  if (timedOut) return { kind: 'silence', reason: 'timeout' };
  return { kind: 'silence', reason: v.is(unreachable, error) ? 'unreachable' : 'dropped' };
};

const answerOf = async (call: Call, wiring: Wired, signal: AbortSignal): Promise<Answer> => {
  const request: (options: RequestOptions) => Promise<HttpResponse<unknown>> = wiring.z.request;
  if (!call.withLogin) return toAnswer(await request(toOptions(call, wiring, signal)));
  const url = `${call.url}?${toForm({ ...call.query })}`;
  return getUnlogged(url, { headers: plainHeaders(wiring), agent: agentFor(call, wiring), signal });
};

const timeFor = ({ leave = 0 }: Call, { budget }: Wired): number => Math.max(0, budget.remaining() - leave);

const once = async (call: Call, wiring: Wired): Promise<Reply> => {
  const abort = new AbortController();
  const timer = setTimeout(() => abort.abort('timeout'), timeFor(call, wiring));
  const drop = () => abort.abort();
  try {
    return await noticingTruncation(drop, () => answerOf(call, wiring, abort.signal));
  } catch (error) {
    return toSilence(error, abort.signal.reason === 'timeout');
  } finally {
    clearTimeout(timer);
  }
};

const isWorthAnotherTry = (call: Call, reply: Reply): boolean =>
  (call.retry ?? call.method === 'GET') && (reply.kind === 'silence' || reply.status >= 500);

const withTries = async (call: Call, wiring: Wired): Promise<Reply> => {
  let reply = await once(call, wiring);
  for (let tried = 1; tried < TRIES && isWorthAnotherTry(call, reply); tried += 1) {
    await wiring.budget.pause(FIRST_PAUSE_MILLISECONDS * 2 ** (tried - 1));
    if (timeFor(call, wiring) === 0) break;
    reply = await once(call, wiring);
  }
  return reply;
};

/** The network of a step. `close` closes its connections. */
export interface Network {
  readonly request: Request;
  readonly close: () => void;
}

/**
 * Opens the network of a step, with headers, credentials, time limit, encoding, and retries. Only reads are
 * retried, while the step has time. Connections are not reused across steps: if a kept one closes as a send
 * leaves, its outcome is unclear.
 */
export const openNetwork = (wiring: Wiring): Network => {
  const agents = { http: new HttpAgent({ keepAlive: true }), https: new HttpsAgent({ keepAlive: true }) };
  return {
    request: (call) => withTries(call, { ...wiring, agents }),
    close: () => {
      agents.http.destroy();
      agents.https.destroy();
    },
  };
};
