import { Hono } from 'hono';
import * as v from 'valibot';
import { accept } from '../../accept.ts';
import type { Account } from '../accounts.ts';
import { reportClick } from '../clicks.ts';
import { receive } from '../inbound.ts';
import { optOut } from '../optouts.ts';
import { seedMessages } from '../seeding.ts';
import type { World } from '../world.ts';

/** Simulates events of recipients (a reply, a click, an opt-out), and adds records to the log. */
export function eventRoutes(world: World): Hono {
  const account = v.pipe(
    v.optional(v.string(), 'classic'),
    v.rawTransform<string, Account>(({ dataset, addIssue, NEVER }) => {
      const found = world.accounts.byName(dataset.value);
      if (found) return found;
      addIssue({ message: `There is no account "${dataset.value}"` });
      return NEVER;
    }),
  );
  const inbound = v.object({ account, from: v.string(), text: v.string(), to: v.exactOptional(v.string()) });
  const optout = v.object({ account, mobile: v.string(), note: v.optional(v.nullable(v.string()), 'MO') });
  const seeds = v.object({
    account,
    count: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(1_000_000)),
    direction: v.exactOptional(v.picklist(['MT', 'MO'])),
    originator: v.exactOptional(v.string()),
    recipient: v.exactOptional(v.string()),
    text: v.exactOptional(v.string()),
    status: v.exactOptional(v.string()),
    reference: v.exactOptional(v.string()),
    cost: v.exactOptional(v.number()),
    from: v.exactOptional(v.number()),
    to: v.exactOptional(v.number()),
  });
  const visitor = v.object({
    userAgent: v.optional(v.string(), ''),
    ipAddress: v.optional(v.string(), '203.0.113.7'),
  });
  const app = new Hono();
  app.post('/inbound', (c) =>
    accept(c, inbound, ({ account: to, ...message }) => receive(world, to, message)),
  );
  app.post('/optouts', (c) =>
    accept(c, optout, (given) => optOut(world, given.account.ledger, given.mobile, given.note)),
  );
  app.post('/messages', (c) =>
    accept(c, seeds, ({ account: owner, count, ...options }) => ({
      seeded: seedMessages(world, owner, count, options).length,
    })),
  );
  app.get('/links', (c) =>
    c.json(world.links.list().map(({ code, url, message }) => ({ code, url, message }))),
  );
  app.post('/links/:code/click', (c) =>
    accept(c, visitor, (given) => {
      const link = world.links.get(c.req.param('code'));
      if (!link) return { error: 'There is no such link' };
      reportClick(world, link, given);
      return { ok: true };
    }),
  );
  return app;
}
