import type { HttpBindings } from '@hono/node-server';
import { Hono } from 'hono';
import * as v from 'valibot';
import { accept } from '../accept.ts';
import { stateRoutes } from '../state.ts';
import type { Account } from './accounts.ts';
import { receive } from './inbound.ts';
import { seedMessages } from './seeding.ts';
import { defaultSettings, settingsSchema } from './settings.ts';
import type { World } from './world.ts';

const describeAccount = ({ ledger, features, ...rest }: Account) => ({
  ...rest,
  features: [...features],
  accountId: ledger.accountId,
  messages: ledger.messages.length,
  webhooks: ledger.webhooks,
  optouts: [...ledger.optouts],
});

/** The control API under `/_sandbox`, for curl and other processes. */
export const controlApp = (world: World): Hono<{ Bindings: HttpBindings }> => {
  const account = v.pipe(
    v.optional(v.string(), 'basic'),
    v.rawTransform<string, Account>(({ dataset, addIssue, NEVER }) => {
      const found = world.accounts.byName(dataset.value);
      if (found) return found;
      addIssue({ message: `There is no account "${dataset.value}"` });
      return NEVER;
    }),
  );
  const inbound = v.object({
    account,
    from: v.string(),
    text: v.exactOptional(v.string()),
    to: v.exactOptional(v.string()),
    attachments: v.exactOptional(
      v.array(
        v.object({
          contentType: v.string(),
          content: v.string(),
          originalName: v.exactOptional(v.string()),
        }),
      ),
    ),
  });
  const seeds = v.object({
    account,
    count: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(100_000)),
    direction: v.exactOptional(v.picklist(['outbound', 'inbound'])),
    status: v.exactOptional(v.string()),
    from: v.exactOptional(v.number()),
    to: v.exactOptional(v.number()),
  });
  const app = new Hono<{ Bindings: HttpBindings }>();
  app.route(
    '/',
    stateRoutes(world, {
      changes: v.partial(settingsSchema),
      defaultSettings,
      describe: () => ({ accounts: world.accounts.list().map(describeAccount) }),
    }),
  );
  app.post('/inbound', (c) =>
    accept(c, inbound, ({ account: to, ...message }) => receive(world, to.ledger, message)),
  );
  app.post('/messages', (c) =>
    accept(c, seeds, ({ account: owner, count, ...options }) => ({
      seeded: seedMessages(world, owner.ledger, count, options).length,
    })),
  );
  app.all('*', (c) => c.json({ error: 'The sandbox has no such control; see sandbox/README.md' }, 404));
  return app;
};
