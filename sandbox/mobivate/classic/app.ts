import { Hono } from 'hono';
import type { PlatformEnv } from '../env.ts';
import { classicError } from '../errors.ts';
import { unknownField } from '../field-names.ts';
import { keyOf } from '../key.ts';
import type { World } from '../world.ts';
import { authRoutes } from './auth.ts';
import { logRoutes } from './log.ts';
import { optoutRoutes } from './optouts.ts';
import { sendRoutes } from './send.ts';
import { webhookRoutes } from './webhooks.ts';

/** Classic (`api.mobivatebulksms.com`). Only `/auth/createkey` and `/auth/getkey` need no key. */
export function classicApp(world: World): Hono<PlatformEnv> {
  const app = new Hono<PlatformEnv>();
  app.route('/', authRoutes(world));
  app.use('*', async (c, next) => {
    const account = world.accounts.byKey(keyOf(c.env.request) ?? '');
    if (account?.platform !== 'classic') return c.json(classicError(401), 401);
    const odd = unknownField('classic', c.env.request);
    if (odd !== null) return c.json(classicError(400, `Unknown field: ${odd}`), 400);
    c.set('account', account);
    return next();
  });
  app.get('/auth/test', (c) => c.json({ message: 'API Key is valid' }));
  app.route('/', sendRoutes(world));
  app.route('/', logRoutes(world));
  app.route('/', optoutRoutes(world));
  app.route('/', webhookRoutes(world));
  app.notFound((c) => c.json(classicError(404), 404));
  return app;
}
