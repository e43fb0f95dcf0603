import type { HttpBindings } from '@hono/node-server';
import { Hono } from 'hono';
import * as v from 'valibot';
import { stateRoutes } from '../../state.ts';
import { defaultSettings, settingsSchema } from '../settings.ts';
import type { World } from '../world.ts';
import { accountRoutes, describeAccount } from './accounts.ts';
import { eventRoutes } from './events.ts';

/** The sandbox's own API, under `/_sandbox`: for a person with curl, or for another process. */
export function controlApp(world: World): Hono<{ Bindings: HttpBindings }> {
  const app = new Hono<{ Bindings: HttpBindings }>();
  app.route(
    '/',
    stateRoutes(world, {
      changes: v.partial(settingsSchema),
      defaultSettings,
      describe: () => ({ accounts: world.accounts.list().map(describeAccount) }),
    }),
  );
  app.route('/', accountRoutes(world));
  app.route('/', eventRoutes(world));
  app.all('*', (c) => c.json({ error: 'The sandbox has no such control; see sandbox/README.md' }, 404));
  return app;
}
