import { type HttpBindings, serve } from '@hono/node-server';
import type { Context, Hono } from 'hono';
import { applyFault, type Scene } from './apply-fault.ts';
import type { Clock } from './clock.ts';
import { type RecordedRequest, recordRequest } from './exchange.ts';
import type { Faults } from './faults.ts';

/** A running server. */
export interface Listening {
  readonly port: number;
  /** Closes all connections immediately, including hanging ones. */
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

/** Serves an app on 127.0.0.1. Port 0 selects a free port. The signal aborts when the server closes. */
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

/** The state that handling a request needs. */
interface Handling {
  readonly clock: Clock;
  readonly faults: Faults;
  readonly requests: RecordedRequest[];
}

/** Records a request, handles it with `work`, and applies a queued fault. */
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
  const fault = faults.take(request.method, request.path, incoming.headers);
  request.fault = fault?.kind ?? null;
  const done = () => work(request);
  const response = fault ? await applyFault(fault, { ...scene, env: c.env, request }, done) : await done();
  request.status = response.headers.has('x-hono-already-sent') ? null : response.status;
  return response;
};
