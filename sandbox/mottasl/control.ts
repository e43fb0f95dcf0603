import type { HttpBindings } from '@hono/node-server';
import { Hono } from 'hono';
import * as v from 'valibot';
import { accept } from '../accept.ts';
import { stateRoutes } from '../state.ts';
import { addContact } from './contacts.ts';
import { announce, EVENTS } from './events.ts';
import { receive } from './inbound.ts';
import { defaultSettings, settingsSchema } from './settings.ts';
import type { World } from './world.ts';

const msisdn = v.pipe(v.string(), v.regex(/^\d{8,15}$/));

const inbound = v.object({
  from: msisdn,
  type: v.exactOptional(v.string()),
  text: v.exactOptional(v.string()),
  name: v.exactOptional(v.string()),
  more: v.exactOptional(v.record(v.string(), v.unknown())),
});

const contact = v.object({ platformId: msisdn, name: v.string() });

const event = v.object({ event: v.picklist(EVENTS), payload: v.record(v.string(), v.unknown()) });

/** The control API under `/_sandbox`, for curl and other processes. */
export function controlApp(world: World): Hono<{ Bindings: HttpBindings }> {
  const { business } = world;
  const app = new Hono<{ Bindings: HttpBindings }>();
  app.route(
    '/',
    stateRoutes(world, {
      changes: v.partial(settingsSchema),
      defaultSettings,
      describe: () => ({
        keys: world.keys.map(({ name, key, scope }) => ({ name, key, scope })),
        business,
      }),
    }),
  );
  app.post('/inbound', (c) => accept(c, inbound, (given) => receive(world, business, given)));
  app.post('/contacts', (c) => accept(c, contact, (given) => addContact(world, business, given)));
  app.post('/events', (c) =>
    accept(c, event, ({ event: name, payload }) => announce(world, business, name, payload)),
  );
  app.all('*', (c) => c.json({ error: 'The sandbox has no such control; see sandbox/README.md' }, 404));
  return app;
}
