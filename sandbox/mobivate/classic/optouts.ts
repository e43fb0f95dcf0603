import { Hono } from 'hono';
import * as v from 'valibot';
import { check } from '../../checks.ts';
import { msisdn } from '../checks.ts';
import type { PlatformEnv } from '../env.ts';
import { classicError } from '../errors.ts';
import type { Optout } from '../ledger.ts';
import { optOut } from '../optouts.ts';
import type { World } from '../world.ts';
import { answer } from './answer.ts';
import { page } from './page.ts';

const body = v.object({ mobile: msisdn });
const PATHS = ['/addressbook/optout', '/optout'] as const;

const line = ({ msisdn: mobile, note, createdAt }: Optout) => ({ mobile, note, created: createdAt });

function unlisted(world: World, mobile: string) {
  const { settings, clock } = world;
  if (settings.optoutDeleteUnknown === 200) return { mobile, note: null, created: clock.now() };
  if (settings.optoutDeleteUnknown === 400) return classicError(400, 'Invalid mobile number');
  return classicError(404);
}

/** The Classic opt-out list. A setting selects the path that deletes entries. */
export function optoutRoutes(world: World): Hono<PlatformEnv> {
  const app = new Hono<PlatformEnv>();
  app.get('/addressbook/optout', (c) => {
    const asked = page(world, c.env.request.query);
    if (typeof asked === 'string') return answer(classicError(400, asked));
    const found = [...c.var.account.ledger.optouts.values()]
      .filter(({ createdAt }) => createdAt >= asked.from && createdAt < asked.to)
      .sort((a, b) => (world.settings.classicOrder === 'oldest' ? a.id - b.id : b.id - a.id));
    return answer(
      found
        .slice(asked.offset, asked.offset + asked.size)
        .map((optout) => ({ id: optout.id, ...line(optout) })),
    );
  });
  app.post('/addressbook/optout', (c) => {
    const given = check(body, c.env.request.json).value;
    if (!given) return answer(classicError(400, 'Invalid mobile number'));
    return answer(line(optOut(world, c.var.account.ledger, given.mobile, 'API')));
  });
  app.on('DELETE', [...PATHS], (c) => {
    const { settings } = world;
    if (c.req.path !== settings.optoutDeletePath) return answer(classicError(settings.optoutDeleteMiss));
    const mobile = check(body, c.env.request.json).value?.mobile;
    if (!mobile) return answer(classicError(400, 'Invalid mobile number'));
    const { optouts } = c.var.account.ledger;
    const optout = optouts.get(mobile);
    optouts.delete(mobile);
    return answer(optout ? line(optout) : unlisted(world, mobile));
  });
  return app;
}
