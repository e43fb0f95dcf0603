import type { HttpBindings } from '@hono/node-server';
import { Hono } from 'hono';
import type { RecordedRequest } from '../exchange.ts';
import { handleWith, type Listening, listenWith } from '../listen.ts';
import { classicApp } from './classic/app.ts';
import { reportClick } from './clicks.ts';
import { contactService } from './contact-service.ts';
import { controlApp } from './control/app.ts';
import { usualError } from './errors.ts';
import { keyOf } from './key.ts';
import { vortexApp } from './vortex/app.ts';
import type { World } from './world.ts';

const HOSTS: Readonly<Record<string, 'classic' | 'vortex'>> = {
  'api.mobivatebulksms.com': 'classic',
  'vortex.mobivatebulksms.com': 'vortex',
};

/** The platform of a request: by the host name of a real platform, or else by the format of the key. */
const platformOf = (request: RecordedRequest) =>
  HOSTS[request.headers.host ?? ''] ?? (keyOf(request)?.startsWith('v-') ? 'vortex' : 'classic');

/** All routes of the sandbox, on one port: the control API, short links, and both platforms. */
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
  const scene = {
    closing,
    usualError: (status: number, request: RecordedRequest) =>
      usualError(platformOf(request), world.settings, status, request),
  };
  app.all('*', (c) =>
    handleWith(world, c, scene, async (request) => {
      const isContacts = c.req.path.startsWith('/api/contacts/');
      const target = isContacts ? platforms.contacts : platforms[platformOf(request)];
      return target.fetch(c.req.raw, { ...c.env, request });
    }),
  );
  return app;
}

/** Listens on 127.0.0.1. Port 0 selects a free port. */
export const listen = (world: World, port: number): Promise<Listening> =>
  listenWith((closing) => sandboxApp(world, closing), port);
