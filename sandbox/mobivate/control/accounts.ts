import { Hono } from 'hono';
import * as v from 'valibot';
import { accept } from '../../accept.ts';
import { httpUrl } from '../../checks.ts';
import type { Account } from '../accounts.ts';
import type { World } from '../world.ts';

const newAccount = v.strictObject({
  name: v.string(),
  platform: v.picklist(['classic', 'vortex']),
  key: v.exactOptional(v.string()),
  username: v.exactOptional(v.string()),
  password: v.exactOptional(v.string()),
  permissions: v.exactOptional(v.array(v.string())),
});

const change = v.strictObject({
  receiptUrl: v.exactOptional(v.nullable(httpUrl)),
  permissions: v.exactOptional(v.array(v.string())),
  credit: v.exactOptional(v.number()),
});

const members = v.object({ msisdns: v.array(v.string()) });

export function describeAccount(account: Account) {
  const { ledger, permissions, ...rest } = account;
  return {
    ...rest,
    permissions: [...permissions],
    messages: ledger.log.size,
    optouts: ledger.optouts.size,
    templates: ledger.templates,
    groups: ledger.groups,
  };
}

/** Creates and changes accounts and groups. Mobivate has no API for this. */
export function accountRoutes(world: World): Hono {
  const app = new Hono();
  app.post('/accounts', (c) =>
    accept(c, newAccount, (given) => describeAccount(world.accounts.create(given))),
  );
  app.post('/accounts/:name', (c) =>
    accept(c, change, ({ receiptUrl, permissions, credit }) => {
      const account = world.accounts.byName(c.req.param('name'));
      if (!account) return { error: 'There is no account of that name' };
      if (receiptUrl !== undefined) account.receiptUrl = receiptUrl;
      if (permissions) account.permissions = new Set(permissions);
      if (credit !== undefined) account.ledger.credit = credit;
      return describeAccount(account);
    }),
  );
  app.post('/groups/:id', (c) =>
    accept(c, members, ({ msisdns }) => {
      const groups = world.accounts.list().flatMap(({ ledger }) => ledger.groups);
      const group = groups.find(({ id }) => id === c.req.param('id'));
      group?.msisdns.push(...msisdns);
      return group ?? { error: 'There is no such group' };
    }),
  );
  return app;
}
