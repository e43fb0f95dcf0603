import { Hono } from 'hono';
import type { PlatformEnv } from '../env.ts';
import type { World } from '../world.ts';
import { answer } from './answer.ts';
import { sendBatch } from './batch.ts';
import { sendSingle } from './single.ts';

/** `/send/*` on Classic. `/send/campaign` is the old name of `/send/batch`. */
export function sendRoutes(world: World): Hono<PlatformEnv> {
  const app = new Hono<PlatformEnv>();
  app.post('/send/single', (c) => answer(sendSingle(world, c.var.account, c.env.request.json)));
  app.post('/send/batch', (c) => answer(sendBatch(world, c.var.account, c.env.request.json)));
  app.post('/send/campaign', (c) => answer(sendBatch(world, c.var.account, c.env.request.json)));
  return app;
}
