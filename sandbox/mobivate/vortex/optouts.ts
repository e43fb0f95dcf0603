import { Hono } from 'hono';
import * as v from 'valibot';
import { check } from '../../checks.ts';
import { isoTime } from '../../iso-time.ts';
import { msisdn } from '../checks.ts';
import type { PlatformEnv } from '../env.ts';
import type { Optout } from '../ledger.ts';
import { optOut } from '../optouts.ts';
import type { World } from '../world.ts';
import { answers } from './answers.ts';
import { arranger, listing, slice } from './listing.ts';

const body = v.object({ msisdn });

const SORTABLE = {
  created_at: (optout: Optout) => optout.createdAt,
  created_on: (optout: Optout) => optout.createdAt,
  msisdn: (optout: Optout) => optout.msisdn,
};

/** `/addressbook/optouts`: the whole list, or one number in the path. */
export function optoutRoutes(world: World): Hono<PlatformEnv> {
  const app = new Hono<PlatformEnv>();
  const { done, failed } = answers(world);
  const record = (userID: string) => (optout: Optout) => ({
    userID,
    msisdn: optout.msisdn,
    ...(optout.note === null ? {} : { note: optout.note }),
    created_at: isoTime(optout.createdAt),
    updated_at: isoTime(optout.createdAt),
    ...(world.settings.vortexLists === 'documented' ? { created_on: isoTime(optout.createdAt) } : {}),
    id: optout.uuid,
    group: null,
  });
  app.get('/addressbook/optouts', (c) => {
    const { query } = c.env.request;
    const part = slice(world, query);
    if (part instanceof Response) return part;
    const { optouts, userId } = c.var.account.ledger;
    const matches = arranger(SORTABLE, query)([...optouts.values()]);
    return listing(world, { type: 'Optouts', scanned: matches.length, matches }, part, record(userId));
  });
  app.post('/addressbook/optouts', (c) => {
    const given = check(body, c.env.request.json).value;
    if (!given) return failed(400, 'msisdn is required');
    const { ledger } = c.var.account;
    return done(record(ledger.userId)(optOut(world, ledger, given.msisdn, 'API')));
  });
  app.delete('/addressbook/optouts/:msisdn', (c) => {
    const removed = c.var.account.ledger.optouts.delete(c.req.param('msisdn'));
    return removed ? Response.json({ success: true }) : failed(404, 'Optout not found');
  });
  return app;
}
