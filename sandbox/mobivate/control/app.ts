import type { HttpBindings } from '@hono/node-server';
import { Hono } from 'hono';
import type { World } from '../world.ts';
import { accountRoutes } from './accounts.ts';
import { eventRoutes } from './events.ts';
import { stateRoutes } from './state.ts';

/** The sandbox's own API, under `/_sandbox`: for a person with curl, or for another process. */
export function controlApp(world: World): Hono<{ Bindings: HttpBindings }> {
  const app = new Hono<{ Bindings: HttpBindings }>();
  app.route('/', stateRoutes(world));
  app.route('/', accountRoutes(world));
  app.route('/', eventRoutes(world));
  app.all('*', (c) => c.json({ error: 'The sandbox has no such control; see sandbox/README.md' }, 404));
  return app;
}
