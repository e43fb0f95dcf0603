import { Hono } from 'hono';
import * as v from 'valibot';
import { check } from '../../checks.ts';
import type { PlatformEnv } from '../env.ts';
import { classicError } from '../errors.ts';
import type { World } from '../world.ts';

const login = v.object({ username: v.string(), password: v.string() });

/** `/auth/createkey`, which revokes the previous key, and `/auth/getkey`, which does not. */
export function authRoutes(world: World): Hono<PlatformEnv> {
  const accountOf = (body: unknown) => {
    const given = check(login, body).value;
    const account = given && world.accounts.byLogin(given.username, given.password);
    return account?.platform === 'classic' ? account : null;
  };
  const app = new Hono<PlatformEnv>();
  app.post('/auth/createkey', (c) => {
    const account = accountOf(c.env.request.json);
    if (!account) return c.json(classicError(401, 'Invalid Credentials'), 401);
    return c.json({ apiKey: world.accounts.renewKey(account) });
  });
  app.post('/auth/getkey', (c) => {
    const account = accountOf(c.env.request.json);
    if (!account) return c.json(classicError(401, 'Invalid Credentials'), 401);
    return c.json({ apiKey: account.key });
  });
  return app;
}
