import { Hono } from 'hono';
import * as v from 'valibot';
import { check, filled } from '../../checks.ts';
import { isoTime } from '../../iso-time.ts';
import { msisdn } from '../checks.ts';
import type { PlatformEnv } from '../env.ts';
import type { Contact, Group } from '../ledger.ts';
import type { World } from '../world.ts';
import { answers } from './answers.ts';
import { arranger, listing, slice } from './listing.ts';

const body = v.object(
  { alias: filled, msisdn, meta: v.nullish(v.record(v.string(), v.unknown())) },
  'Invalid JSON',
);

const SORTABLE = {
  created_at: (contact: Contact) => contact.createdAt,
  created_on: (contact: Contact) => contact.createdAt,
  alias: (contact: Contact) => contact.alias,
  msisdn: (contact: Contact) => contact.msisdn,
};

const record = (contact: Contact) => ({
  id: contact.id,
  alias: contact.alias,
  msisdn: contact.msisdn,
  created_on: isoTime(contact.createdAt),
});

function place(world: World, contacts: Contact[], asked: string): number {
  const by = world.settings.contactDeleteBy;
  return contacts.findIndex(
    (contact) => (by !== 'msisdn' && contact.id === asked) || (by !== 'id' && contact.msisdn === asked),
  );
}

/** `/addressbook/contacts` and `/addressbook/groups`. */
export function contactRoutes(world: World): Hono<PlatformEnv> {
  const app = new Hono<PlatformEnv>();
  const { done, failed } = answers(world);
  app.post('/addressbook/contacts', (c) => {
    const { value: given, problem } = check(body, c.env.request.json);
    if (!given) return failed(400, problem);
    const { contacts } = c.var.account.ledger;
    const contact = {
      ...given,
      id: world.random.uuid(),
      meta: given.meta ?? {},
      createdAt: world.clock.now(),
    };
    contacts.push(contact);
    return done(record(contact));
  });
  app.get('/addressbook/contacts', (c) => {
    const part = slice(world, c.env.request.query);
    if (part instanceof Response) return part;
    const matches = arranger(SORTABLE, c.env.request.query)([...c.var.account.ledger.contacts]);
    return listing(world, { type: 'Contacts', scanned: matches.length, matches }, part, record);
  });
  app.delete('/addressbook/contacts/:asked', (c) => {
    const { contacts } = c.var.account.ledger;
    const index = place(world, contacts, c.req.param('asked'));
    if (index < 0) return failed(404, 'Contact not found');
    contacts.splice(index, 1);
    return Response.json({ success: true });
  });
  app.get('/addressbook/groups', (c) => {
    if (!world.settings.vortexGroupList) return failed(404);
    const part = slice(world, c.env.request.query);
    if (part instanceof Response) return part;
    const matches = c.var.account.ledger.groups.toReversed();
    const group = ({ id, name, createdAt }: Group) => ({ id, name, created_on: isoTime(createdAt) });
    return listing(world, { type: 'Groups', scanned: matches.length, matches }, part, group);
  });
  app.post('/addressbook/groups', (c) => {
    const form = /^application\/x-www-form-urlencoded\b/.test(c.env.request.headers['content-type'] ?? '');
    const name = form ? new URLSearchParams(c.env.request.body).get('name') : null;
    const { groups } = c.var.account.ledger;
    if (!name) return failed(400, 'name is required');
    if (groups.some((group) => group.name === name)) return failed(400, 'A group with this name exists');
    const group = { id: world.random.uuid(), name, msisdns: [], createdAt: world.clock.now() };
    groups.push(group);
    return done({ id: group.id, name, created_on: isoTime(group.createdAt) });
  });
  return app;
}
