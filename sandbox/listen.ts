import { type HttpBindings, serve } from '@hono/node-server';
import type { Context, Hono } from 'hono';
import type { Clock } from './clock.ts';
import { type RecordedRequest, recordRequest } from './exchange.ts';
import type { Faults } from './faults.ts';
import { type Scene, strike } from './mishap.ts';

/** What a server on this machine has got, and how to end it. */
export interface Listening {
  readonly port: number;
  /** Ends all connections at once, also those left hanging. */
  close(): Promise<void>;
}

type App = Hono<{ Bindings: HttpBindings }>;

const closeAll = (server: ReturnType<typeof serve>, ending: AbortController): Promise<void> => {
  ending.abort();
  return new Promise((resolve) => {
    server.close(() => resolve());
    if ('closeAllConnections' in server) server.closeAllConnections();
  });
};

/** Serves an app on 127.0.0.1; port 0 takes a free one. The app gets a signal for the end of the server. */
export const listenWith = (app: (closing: AbortSignal) => App, port: number): Promise<Listening> => {
  const ending = new AbortController();
  const { fetch } = app(ending.signal);
  return new Promise((resolve, reject) => {
    const server = serve({ fetch, hostname: '127.0.0.1', port, overrideGlobalObjects: false }, (info) =>
      resolve({ port: info.port, close: () => closeAll(server, ending) }),
    );
    server.once('error', reject);
  });
};

/** Where requests are noted, and what may befall them. */
interface Handling {
  readonly clock: Clock;
  readonly faults: Faults;
  readonly requests: RecordedRequest[];
}

/** Notes a request, does the work for it, and lets the fault that waits for it act on the answer. */
export const handleWith = async (
  { clock, faults, requests }: Handling,
  c: Context<{ Bindings: HttpBindings }>,
  scene: Omit<Scene, 'env' | 'request'>,
  work: (request: RecordedRequest) => Promise<Response>,
): Promise<Response> => {
  const { incoming } = c.env;
  const request = recordRequest({
    method: c.req.method,
    target: incoming.url ?? c.req.path,
    headers: incoming.headers,
    body: await c.req.text(),
    at: clock.now(),
  });
  requests.push(request);
  const fault = faults.take(request.method, request.path);
  request.fault = fault?.kind ?? null;
  const done = () => work(request);
  const response = fault ? await strike(fault, { ...scene, env: c.env, request }, done) : await done();
  request.status = response.headers.has('x-hono-already-sent') ? null : response.status;
  return response;
};
