import type { HttpBindings } from '@hono/node-server';
import { Hono } from 'hono';
import * as v from 'valibot';
import { check } from '../checks.ts';
import type { RecordedRequest } from '../exchange.ts';
import { failed, listOf, placedAt, timeOf } from './answers.ts';
import type { Agent, Business, Tag, Template } from './business.ts';
import { assignContact, createContacts, tagContact } from './contacts.ts';
import { EVENTS } from './events.ts';
import { sendMessage } from './messages.ts';
import type { Settings } from './settings.ts';
import type { World } from './world.ts';

/** The context of every handler: the request, and the key's business. */
interface Env {
  Bindings: HttpBindings & { request: RecordedRequest };
  Variables: { business: Business };
}

const filled = v.pipe(v.string(), v.nonEmpty());

const agentBody = v.strictObject({
  role: filled,
  email: filled,
  name: filled,
  display_name: filled,
  status: filled,
});

const tagBody = v.strictObject({
  tag: filled,
  description: v.exactOptional(v.string()),
  colour: v.exactOptional(v.string()),
});

const webhookBody = v.strictObject({
  name: filled,
  description: filled,
  url: v.pipe(filled, v.regex(/^https?:\/\//)),
  event: v.picklist(EVENTS),
  securetoken: filled,
  policy: filled,
  enabled: v.boolean(),
});

const tagRecord = (settings: Settings, tag: Tag): object => ({
  ...tag,
  created_at: timeOf(settings, tag.created_at),
  updated_at: timeOf(settings, tag.updated_at),
});

const COMPONENTS: Record<Settings['components'], (components: Template['components']) => unknown> = {
  array: (components) => components,
  object: (components) => Object.fromEntries(components.map((component) => [component.type, component])),
  text: (components) => JSON.stringify(components),
};

const templateRecord = ({ approved, components }: Settings, template: Template): object => ({
  ...template,
  status: template.status === 'approved' ? approved : template.status,
  components: COMPONENTS[components](template.components),
});

/** Rejects unknown keys, and changes with read-only keys. */
function guard(world: World, app: Hono<Env>): void {
  const { settings, keys } = world;
  app.use('*', async (c, next) => {
    const token = /^Bearer (.+)$/.exec(c.env.request.headers.authorization ?? '')?.[1];
    const key = keys.find((one) => one.key === token);
    if (!key) return failed(settings, settings.badKey);
    if (key.scope === 'read' && c.req.method !== 'GET') return failed(settings, settings.readOnlyKey);
    c.set('business', key.business);
    return next();
  });
}

function agentRoutes(world: World, app: Hono<Env>): void {
  const { settings, random } = world;
  app.get('/agent', (c) => listOf(settings, c.var.business.agents, 'agents'));
  app.get('/agent/:id', (c) => {
    const agent = c.var.business.agents.find(({ id }) => id === c.req.param('id'));
    return agent ? Response.json(agent) : failed(settings, 404, 'Agent not found');
  });
  app.post('/agent', (c) => {
    const { value: given, problem } = check(agentBody, c.env.request.json);
    if (!given) return failed(settings, 400, problem);
    const { business } = c.var;
    if (business.seats === 0) return failed(settings, 402, 'No seat left in this plan');
    business.seats -= 1;
    const agent: Agent = {
      id: random.uuid(),
      platform_id: given.email,
      platform: 'WhatsApp',
      is_agent: true,
      business_id: business.id,
      ...given,
    };
    business.agents.push(agent);
    return c.json({ success: true, message: 'agent created', data: [{ agent_id: agent.id }] });
  });
}

function tagRoutes(world: World, app: Hono<Env>): void {
  const { settings, clock } = world;
  app.get('/tags', (c) =>
    listOf(
      settings,
      c.var.business.tags.map((tag) => tagRecord(settings, tag)),
      'tags',
    ),
  );
  app.post('/tags', (c) => {
    const { value: given, problem } = check(tagBody, c.env.request.json);
    if (!given) return failed(settings, 400, problem);
    const { business } = c.var;
    if (business.tags.some(({ tag }) => tag === given.tag)) return failed(settings, 400, 'This tag exists');
    const tag: Tag = {
      id: Math.max(0, ...business.tags.map(({ id }) => id)) + 1,
      business_id: business.id,
      tag: given.tag,
      colour: given.colour ?? null,
      description: given.description ?? null,
      created_by: business.agents[0]?.id ?? business.id,
      display_name: given.tag,
      created_at: clock.now(),
      updated_at: clock.now(),
    };
    business.tags.push(tag);
    return c.json({ success: true, message: 'tag created', data: tagRecord(settings, tag) });
  });
}

function webhookRoutes(world: World, app: Hono<Env>): void {
  const { settings, random } = world;
  app.get('/webhook', (c) => listOf(settings, c.var.business.webhooks, 'webhooks'));
  app.get('/webhook/:id', (c) => {
    const webhook = c.var.business.webhooks.find(({ id }) => id === c.req.param('id'));
    return webhook ? Response.json({ success: true, data: webhook }) : failed(settings, 404);
  });
  app.post('/webhook', (c) => {
    const { value: given, problem } = check(webhookBody, c.env.request.json);
    if (!given) return failed(settings, 400, problem);
    const id = random.uuid();
    c.var.business.webhooks.push({ id, ...given });
    if (settings.webhookId === 'none') return c.json({ success: true, message: 'webhook created' });
    return Response.json(placedAt(settings.webhookId, id));
  });
  app.delete('/webhook/:id', (c) => {
    const { webhooks } = c.var.business;
    const index = webhooks.findIndex(({ id }) => id === c.req.param('id'));
    if (index < 0) return failed(settings, 404, 'Webhook not found');
    webhooks.splice(index, 1);
    return c.json({ success: true, message: 'webhook deleted' });
  });
}

/** Azeer's API, under `/v1`. */
export function mottaslApp(world: World): Hono<Env> {
  const { settings } = world;
  const app = new Hono<Env>().basePath('/v1');
  guard(world, app);
  agentRoutes(world, app);
  tagRoutes(world, app);
  webhookRoutes(world, app);
  app.get('/partner/templates', (c) =>
    listOf(
      settings,
      c.var.business.templates.map((template) => templateRecord(settings, template)),
      'templates',
    ),
  );
  app.post('/message/send', (c) =>
    sendMessage(world, c.var.business, c.env.request.json, c.env.request.query.create === 'true'),
  );
  app.post('/contact/create', (c) => createContacts(world, c.var.business, c.env.request.json));
  app.post('/contact/assign', (c) => assignContact(world, c.var.business, c.env.request.json));
  app.post('/contact/tags', (c) => tagContact(world, c.var.business, c.env.request.json));
  app.all('*', () => failed(settings, 404));
  return app;
}
