import { Hono, type MiddlewareHandler } from 'hono';
import type { Feature } from './accounts.ts';
import { notEnabled, notFound, unauthorized } from './answers.ts';
import { accountOf } from './auth.ts';
import { createContact, deleteContact, listContacts, listLists } from './contacts.ts';
import {
  addOptouts,
  confirm,
  isAuthorised,
  listOptouts,
  listSenders,
  listUnconfirmed,
  removeOptout,
} from './lists.ts';
import { cancel, look, send } from './messages.ts';
import { detail } from './reports.ts';
import { changeHook, createHook, deleteHook, listHooks } from './webhooks.ts';
import type { ApiEnv, World } from './world.ts';

const needs =
  (feature: Feature): MiddlewareHandler<ApiEnv> =>
  async (c, next) => {
    if (!c.get('account').features.has(feature)) return notEnabled(feature);
    await next();
  };

const SENDERS = '/v1/messaging/numbers/sender_address/addresses';
const OPTOUTS = '/v1/number_authorisation';
const HOOKS = '/v1/webhooks/messages';
const CONTACTS = '/api/v1/contacts';
const REPORTS = '/v2-preview/reporting/messages/detail';

const messageRoutes = (world: World, app: Hono<ApiEnv>): void => {
  app.post('/v1/messages', (c) => send(world, c.get('account'), c.get('ledger'), c.env.request.json));
  app.get('/v1/messages/:id', (c) => look(c.get('ledger'), c.req.param('id')));
  app.put('/v1/messages/:id', (c) => cancel(world, c.get('ledger'), c.req.param('id'), c.env.request.json));
  app.get('/v1/replies', (c) => listUnconfirmed(c.get('ledger'), 'replies'));
  app.post('/v1/replies/confirmed', (c) => confirm(c.get('ledger'), 'replies', c.env.request.json));
  app.get('/v1/delivery_reports', (c) => listUnconfirmed(c.get('ledger'), 'reports'));
  app.post('/v1/delivery_reports/confirmed', (c) => confirm(c.get('ledger'), 'reports', c.env.request.json));
  app.post(REPORTS, needs('reporting'), (c) => detail(world, c.get('ledger'), c.env.request.json));
};

const hookRoutes = (world: World, app: Hono<ApiEnv>): void => {
  app.post(HOOKS, needs('webhooks'), (c) => createHook(world, c.get('ledger'), c.env.request.json));
  app.get(HOOKS, (c) => listHooks(c.get('ledger'), c.env.request.query));
  app.patch(`${HOOKS}/:id`, (c) => changeHook(c.get('ledger'), c.req.param('id'), c.env.request.json));
  app.delete(`${HOOKS}/:id`, (c) => deleteHook(c.get('ledger'), c.req.param('id')));
};

const listRoutes = (world: World, app: Hono<ApiEnv>): void => {
  app.use(`${OPTOUTS}/*`, needs('opt-outs'));
  app.get(`${OPTOUTS}/mt/blacklist`, (c) => listOptouts(c.get('ledger'), c.env.request.query.token));
  app.post(`${OPTOUTS}/mt/blacklist`, (c) => addOptouts(c.get('ledger'), c.env.request.json));
  app.delete(`${OPTOUTS}/mt/blacklist/:number`, (c) => removeOptout(c.get('ledger'), c.req.param('number')));
  app.get(`${OPTOUTS}/is_authorised/:numbers`, (c) => isAuthorised(c.get('ledger'), c.req.param('numbers')));
  app.get(SENDERS, needs('sender-addresses'), (c) => listSenders(c.get('ledger'), c.env.request.query));
  app.use(`${CONTACTS}/*`, needs('contacts'));
  app.post(`${CONTACTS}/contacts`, (c) => createContact(world, c.get('ledger'), c.env.request.json));
  app.get(`${CONTACTS}/contacts`, (c) => listContacts(c.get('ledger'), new URL(c.req.url).searchParams));
  app.delete(`${CONTACTS}/contacts/:id`, (c) => deleteContact(c.get('ledger'), c.req.param('id')));
  app.get(`${CONTACTS}/lists`, (c) => listLists(c.get('ledger'), new URL(c.req.url).searchParams));
};

export const apiApp = (world: World): Hono<ApiEnv> => {
  const app = new Hono<ApiEnv>();
  app.use(async (c, next) => {
    const account = accountOf(world, c.env.request);
    if (!account) return unauthorized();
    const child = c.env.request.headers.account;
    c.set('account', account);
    c.set('ledger', child === undefined ? account.ledger : account.ledger.child(String(child)));
    await next();
  });
  messageRoutes(world, app);
  hookRoutes(world, app);
  listRoutes(world, app);
  app.all('*', () => notFound());
  return app;
};
