import { Hono } from 'hono';
import type { PlatformEnv } from '../env.ts';
import type { World } from '../world.ts';
import { sendAlias } from './alias.ts';
import { sendBatch } from './batch.ts';
import { sendSingle } from './single.ts';
import { sendTemplate } from './template.ts';

/** `/send/*` on Vortex. */
export function sendRoutes(world: World): Hono<PlatformEnv> {
  const app = new Hono<PlatformEnv>();
  app.post('/send/single', (c) => sendSingle(world, c.var.account, c.env.request.json));
  app.post('/send/batch', (c) => sendBatch(world, c.var.account, c.env.request.json));
  app.post('/send/template', (c) => sendTemplate(world, c.var.account, c.env.request.json));
  app.post('/send/alias', (c) => sendAlias(world, c.var.account, c.env.request.json));
  return app;
}
