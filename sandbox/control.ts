import type { HttpBindings } from '@hono/node-server';
import { Hono } from 'hono';
import type { World } from './world.ts';

/** The sandbox's own API under `/_sandbox`. */
export function controlApp(world: World): Hono<{ Bindings: HttpBindings }> {
  const app = new Hono<{ Bindings: HttpBindings }>();
  app.get('/requests', (c) => c.json(world.requests));
  return app;
}
