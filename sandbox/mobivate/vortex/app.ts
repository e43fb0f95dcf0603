import { Hono } from 'hono';
import type { PlatformEnv } from '../env.ts';
import { unknownField } from '../field-names.ts';
import { keyOf } from '../key.ts';
import type { World } from '../world.ts';
import { answers } from './answers.ts';
import { campaignRoutes } from './campaigns.ts';
import { contactRoutes } from './contacts.ts';
import { historyRoutes } from './history.ts';
import { optoutRoutes } from './optouts.ts';
import { notPermitted, permissionFor } from './permissions.ts';
import { sendRoutes } from './send.ts';

/** Vortex (`vortex.mobivatebulksms.com`). Every request needs a key with the right permission. */
export function vortexApp(world: World): Hono<PlatformEnv> {
  const { failed } = answers(world);
  const app = new Hono<PlatformEnv>();
  app.use('*', async (c, next) => {
    const account = world.accounts.byKey(keyOf(c.env.request) ?? '');
    if (account?.platform !== 'vortex')
      return failed(world.settings.vortexBadKeyStatus, 'API Key is invalid');
    const permission = permissionFor(c.req.method, c.req.path);
    if (permission && !account.permissions.has(permission)) return c.json(notPermitted(permission), 403);
    const odd = unknownField('vortex', c.env.request);
    if (odd !== null) return failed(400, `Unknown field: ${odd}`);
    c.set('account', account);
    return next();
  });
  app.on(['GET', 'POST'], '/auth/test', (c) => c.json({ success: true }));
  app.route('/', sendRoutes(world));
  app.route('/', historyRoutes(world));
  app.route('/', campaignRoutes(world));
  app.route('/', optoutRoutes(world));
  app.route('/', contactRoutes(world));
  app.notFound(() => failed(404));
  return app;
}
