import { type Context, Hono } from 'hono';
import { streamSSE } from 'hono/streaming';
import * as v from 'valibot';
import { toDelivery } from '../../sandbox/zapier/server.ts';
import type { Catalogue, Kind, Update } from '../protocol.ts';
import type { LabClock } from './clock.ts';
import type { PageFile } from './page.ts';
import { sentenceOf } from './runner.ts';
import { missingSentence, type World } from './world.ts';

/** What the routes work with. */
export interface Lab {
  readonly clock: LabClock;
  readonly chosen: string;
  readonly worlds: ReadonlyMap<string, World>;
  readonly page: ReadonlyMap<string, PageFile>;
}

const KINDS = ['triggers', 'creates', 'searches', 'searchOrCreates'] as const satisfies readonly Kind[];

const row = v.record(v.string(), v.string());
const valuesSchema = v.record(v.string(), v.union([v.string(), v.array(v.union([v.string(), row])), row]));
const form = { kind: v.picklist(KINDS), key: v.string(), connection: v.string(), values: valuesSchema };
const secondSchema = v.nullable(v.object({ kind: v.picklist(KINDS), key: v.string(), values: valuesSchema }));

const SECURITY = {
  'Content-Security-Policy':
    "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; font-src 'self'; img-src 'self' data: http: https:; connect-src 'self'; base-uri 'none'; form-action 'none'",
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
  'Cache-Control': 'no-cache',
};

/** A page of another site must not drive the lab, nor read it under a name of its own. */
const isOwn = (c: Context): boolean => {
  const host = c.req.header('host') ?? '';
  const origin = c.req.header('origin');
  const isLocal = /^(127\.0\.0\.1|localhost)(:\d+)?$/.test(host);
  return isLocal && (origin === undefined || origin === `http://${host}`);
};

const parse = async <S extends v.GenericSchema>(c: Context, schema: S): Promise<v.InferOutput<S>> =>
  v.parse(schema, await c.req.json());

const PHONE_AGENT =
  'Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 Safari/604.1';

/** Opens a link as a phone does, as far as the first redirect. */
const tap = async (url: string): Promise<{ status: number; location: string | null }> => {
  const response = await fetch(url, { redirect: 'manual', headers: { 'user-agent': PHONE_AGENT } });
  return { status: response.status, location: response.headers.get('location') };
};

/** Answers with what the app gave, or with the sentence of its error, which is no failure of the lab. */
const answer = async <T extends object>(c: Context, work: () => Promise<T>): Promise<Response> => {
  try {
    return c.json(await work());
  } catch (error) {
    return c.json({ problem: sentenceOf(error) });
  }
};

const eventRoutes = (world: World, clock: LabClock): Hono => {
  const app = new Hono();
  app.get('/events', (c) =>
    streamSSE(c, async (stream) => {
      const tell = (update: Update) => void stream.writeSSE({ data: JSON.stringify(update) });
      tell(world.board.snapshot());
      const stop = world.board.listen(tell);
      await new Promise<void>((resolve) => stream.onAbort(resolve));
      stop();
    }),
  );
  app.post('/clock', async (c) => {
    const { advance, rate } = await parse(
      c,
      v.object({ advance: v.optional(v.number()), rate: v.optional(v.number()) }),
    );
    if (advance !== undefined) clock.advance(advance);
    if (rate !== undefined) clock.setRate(rate);
    await world.followClock();
    return c.json({});
  });
  app.post('/relay', async (c) => {
    await world.setRelay((await parse(c, v.object({ on: v.boolean() }))).on);
    return c.json({});
  });
  app.post('/clear', (c) => {
    world.phones.clear();
    world.board.clear();
    return c.json({});
  });
  return app;
};

const stepRoutes = ({ steps, zaps, run }: World): Hono => {
  const app = new Hono();
  app.post('/fields', async (c) => {
    const given = await parse(c, v.object(form));
    return answer(c, () => steps.fields(given));
  });
  app.post('/choices', async (c) => {
    const { field, page, ...given } = await parse(
      c,
      v.object({ ...form, field: v.string(), page: v.number() }),
    );
    return answer(c, () => steps.choices(given, field, page));
  });
  app.post('/run', async (c) => {
    const { test, ...given } = await parse(c, v.object({ ...form, test: v.boolean() }));
    return answer(c, async () => {
      const ended = await run(given, test);
      return typeof ended === 'string' ? { problem: ended } : { run: ended.id };
    });
  });
  app.post('/zaps', async (c) => {
    const { trigger, connection, values, second } = await parse(
      c,
      v.object({ trigger: v.string(), connection: v.string(), values: valuesSchema, second: secondSchema }),
    );
    return answer(c, async () => {
      const missing = await steps.missing({ kind: 'triggers', key: trigger, connection, values });
      if (missing.length > 0) return { problem: missingSentence(missing) };
      const failed = await zaps.turnOn({
        trigger,
        connection,
        values,
        second: second && { ...second, label: steps.label(second.kind, second.key) },
      });
      return failed ? { run: failed.id } : {};
    });
  });
  app.put('/zaps/:id/second', async (c) => {
    const second = await parse(c, secondSchema);
    zaps.setSecond(
      Number(c.req.param('id')),
      second && { ...second, label: steps.label(second.kind, second.key) },
    );
    return c.json({});
  });
  app.post('/zaps/:id/poll', async (c) => {
    await zaps.pollNow(Number(c.req.param('id')));
    return c.json({});
  });
  app.delete('/zaps/:id', async (c) => {
    await zaps.turnOff(Number(c.req.param('id')));
    return c.json({});
  });
  return app;
};

const outsideRoutes = ({ gateway, phones, troubles }: World): Hono => {
  const app = new Hono();
  app.post('/phones/:phone/reply', async (c) => {
    const { text, connection } = await parse(c, v.object({ text: v.string(), connection: v.string() }));
    gateway.reply(c.req.param('phone'), text, connection);
    return c.json({});
  });
  app.post('/phones/:phone/state', async (c) => {
    phones.setState(c.req.param('phone'), (await parse(c, v.object({ state: v.string() }))).state);
    return c.json({});
  });
  app.post('/links', async (c) => {
    const { url } = await parse(c, v.object({ url: v.string() }));
    const address = gateway.addressOf(url);
    return c.json(address === null ? { status: 0, location: url } : await tap(address));
  });
  app.post('/faults', async (c) => {
    const { fault, always } = await parse(c, v.object({ fault: v.string(), always: v.boolean() }));
    troubles.add(fault, always);
    return c.json({});
  });
  app.delete('/faults/:id', (c) => {
    troubles.takeBack(Number(c.req.param('id')));
    return c.json({});
  });
  return app;
};

const webhookRoutes = (worlds: Lab['worlds']): Hono => {
  const app = new Hono();
  const receive = async (c: Context, method: 'hook' | 'callback'): Promise<Response> => {
    const world = worlds.get(c.req.param('app') ?? '');
    if (!world) return c.text('', 404);
    const copy = c.req.raw.clone();
    const webhook = {
      path: c.req.path,
      headers: c.req.header(),
      body: await c.req.text(),
      delivery: await toDelivery(copy),
    };
    const status = await world[method](Number(c.req.param('id')), webhook);
    return Response.json({ status: status === 200 ? 'success' : 'gone' }, { status });
  };
  app.post('/hooks/:app/:id', (c) => receive(c, 'hook'));
  app.post('/callbacks/:app/:id', (c) => receive(c, 'callback'));
  return app;
};

/** The page, what it asks for, and the addresses that gateways post to. */
export const labRoutes = ({ clock, chosen, worlds, page }: Lab): Hono => {
  const web = new Hono();
  web.route('/', webhookRoutes(worlds));
  web.use('*', async (c, next) => (isOwn(c) ? next() : c.text('The lab answers its own page only.', 403)));
  web.get('/api/apps', (c) => {
    const apps = [...worlds.values()].map(({ about: { id, name } }) => ({ id, name }));
    return c.json({ apps, chosen } satisfies Catalogue);
  });
  for (const [id, world] of worlds) {
    web.get(`/api/${id}`, (c) => c.json(world.about));
    web.route(`/api/${id}`, eventRoutes(world, clock));
    web.route(`/api/${id}`, stepRoutes(world));
    web.route(`/api/${id}`, outsideRoutes(world));
  }
  web.get('*', (c) => {
    const file = page.get(c.req.path);
    return file ? c.body(file.body, 200, { ...SECURITY, 'Content-Type': file.type }) : c.notFound();
  });
  web.onError((error, c) => c.json({ problem: error.message }, 500));
  return web;
};
