import type { HttpBindings } from '@hono/node-server';
import { Hono } from 'hono';
import * as v from 'valibot';
import { stateRoutes } from '../../state.ts';
import { defaultSettings, settingsSchema } from '../settings.ts';
import type { World } from '../world.ts';
import { accountRoutes, describeAccount } from './accounts.ts';
import { eventRoutes } from './events.ts';

/** The sandbox's control API under `/_sandbox`, for curl and other processes. */
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
  app.all('*', (c) => c.json({ error: 'Unknown control path. See sandbox/README.md.' }, 404));
  return app;
}
