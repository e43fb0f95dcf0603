import type { AddressInfo } from 'node:net';
import { type HttpBindings, serve } from '@hono/node-server';
import { Hono } from 'hono';
import { classicApp } from './classic/app.ts';
import { reportClick } from './clicks.ts';
import { contactService } from './contact-service.ts';
import { controlApp } from './control/app.ts';
import { keyOf, recordRequest } from './exchange.ts';
import { strike } from './mishap.ts';
import { vortexApp } from './vortex/app.ts';
import type { World } from './world.ts';

const platformOf = (key: string | null) => (key?.startsWith('v-') ? 'vortex' : 'classic');

/** Everything the sandbox answers, on one port: the control API, short links, and both platforms. */
function sandboxApp(world: World, closing: AbortSignal): Hono<{ Bindings: HttpBindings }> {
  const platforms = { classic: classicApp(world), vortex: vortexApp(world), contacts: contactService(world) };
  const app = new Hono<{ Bindings: HttpBindings }>();
  app.route('/_sandbox', controlApp(world));
  app.get('/s/:code', (c) => {
    const link = world.links.get(c.req.param('code'));
    if (!link) return c.notFound();
    reportClick(world, link, {
      userAgent: c.req.header('User-Agent') ?? '',
      ipAddress: c.env.incoming.socket.remoteAddress ?? '',
    });
    return c.redirect(link.url, 302);
  });
  app.all('*', async (c) => {
    const { incoming } = c.env;
    const request = recordRequest({
      method: c.req.method,
      target: incoming.url ?? c.req.path,
      headers: incoming.headers,
      body: await c.req.text(),
      at: world.clock.now(),
    });
    world.requests.push(request);
    const platform = platformOf(keyOf(request));
    const target = c.req.path.startsWith('/api/contacts/') ? platforms.contacts : platforms[platform];
    const work = async () => target.fetch(c.req.raw, { ...c.env, request });
    const fault = world.faults.take(request.method, request.path);
    request.fault = fault?.kind ?? null;
    const scene = { env: c.env, request, platform, settings: world.settings, closing } as const;
    const response = fault ? await strike(fault, scene, work) : await work();
    request.status = response.headers.has('x-hono-already-sent') ? null : response.status;
    return response;
  });
  return app;
}

export interface Listening {
  port: number;
  /** Ends all connections at once, also those left hanging. */
  close(): Promise<void>;
}

/** Listens on 127.0.0.1; port 0 takes a free one. */
export function listen(world: World, port: number): Promise<Listening> {
  const ending = new AbortController();
  const app = sandboxApp(world, ending.signal);
  return new Promise((resolve, reject) => {
    const server = serve(
      { fetch: app.fetch, hostname: '127.0.0.1', port, overrideGlobalObjects: false },
      (info: AddressInfo) => resolve({ port: info.port, close: () => closeAll(server, ending) }),
    );
    server.once('error', reject);
  });
}

function closeAll(server: ReturnType<typeof serve>, ending: AbortController): Promise<void> {
  ending.abort();
  return new Promise((resolve) => {
    server.close(() => resolve());
    if ('closeAllConnections' in server) server.closeAllConnections();
  });
}
