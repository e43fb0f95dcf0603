import { timingSafeEqual } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { type Context, Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { secureHeaders } from 'hono/secure-headers';
import * as v from 'valibot';
import type { Metrics } from '../metrics.ts';
import type { Store, TargetView } from '../store/store.ts';
import { RefusedError, type Subscriptions } from '../subscriptions.ts';
import { openApi } from './openapi.ts';
import { subscribeBody } from './schemas.ts';

const API_BODY_LIMIT = 64 * 1024;
const HOUR = 60;
const TARGETS_SHOWN = 100;
const TOTALS_FRESH = 2000;

interface Tools {
  readonly store: Store;
  readonly storeKind: 'sqlite' | 'postgres';
  readonly subscriptions: Subscriptions;
  readonly metrics: Metrics;
  readonly adminToken: string;
  readonly version: string;
  readonly publicUrl: string;
}

const iso = (milliseconds: number): string => new Date(milliseconds).toISOString();
const isoOrNull = (milliseconds: number | null): string | null =>
  milliseconds === null ? null : iso(milliseconds);

const bearer = (c: Context): string | null =>
  /^Bearer +([\x21-\x7e]{1,512}) *$/i.exec(c.req.header('Authorization') ?? '')?.[1] ?? null;

const keyOf = (c: Context): string => {
  const key = bearer(c);
  if (key) return key;
  throw new RefusedError(401, 'The API key is missing. Send it as "Authorization: Bearer <key>".');
};

/** A body that did not arrive is not a failure of the store. */
const brokenOff = (): never => {
  throw new RefusedError(400, 'The request was broken off.');
};

const readSubscribe = (text: string) => {
  let body: unknown;
  try {
    body = JSON.parse(text);
  } catch {
    throw new RefusedError(422, 'The body is not JSON.');
  }
  const { success, output, issues } = v.safeParse(subscribeBody, body);
  if (!success) throw new RefusedError(422, issues[0].message);
  return { ...output, domain: output.domain ?? '', account: output.account || null };
};

/** Shares the result of one call between all callers within `fresh` milliseconds. */
const shared = <T>(call: () => Promise<T>, fresh: number): (() => Promise<T>) => {
  let last: { readonly at: number; readonly result: Promise<T> } | null = null;
  return () => {
    if (last && performance.now() - last.at < fresh) return last.result;
    const result = call();
    last = { at: performance.now(), result };
    return result;
  };
};

const isEqual = (one: string, other: string): boolean => {
  const [a, b] = [Buffer.from(one), Buffer.from(other)];
  return a.length === b.length && timingSafeEqual(a, b);
};

const readPage = (name: string): string => readFileSync(new URL(`./page/${name}`, import.meta.url), 'utf8');

/** A target without its path, because the path would let anyone post to it. */
const showTarget = ({ account, url, failing_since, ...target }: TargetView) => ({
  ...target,
  account: `${account.slice(0, 10)}…`,
  target: new URL(url).origin,
  failing_since: isoOrNull(failing_since),
});

/** All routes except `/in/`. */
export const createApp = ({
  store,
  storeKind,
  subscriptions,
  metrics,
  adminToken,
  version,
  publicUrl,
}: Tools): Hono => {
  const startedAt = iso(Date.now());
  const [page, script] = [readPage('page.html'), readPage('page.js')];
  const description = openApi(version, publicUrl);
  const totals = shared(() => store.totals(), TOTALS_FRESH);
  const ping = shared(() => store.ping(), 500);
  const app = new Hono();

  app.use(
    secureHeaders({
      contentSecurityPolicy: { defaultSrc: ["'self'"], styleSrc: ["'self'", "'unsafe-inline'"] },
      strictTransportSecurity: false,
    }),
  );

  const limit = bodyLimit({
    maxSize: API_BODY_LIMIT,
    onError: (c) => c.json({ error: 'The body is larger than 64 KB.' }, 413),
  });

  app.post(
    '/v1/subscriptions',
    (c, next) => limit(c, next).catch(brokenOff),
    async (c) => {
      const key = keyOf(c);
      const text = await c.req.text().catch(brokenOff);
      return c.json(await subscriptions.subscribe(key, readSubscribe(text)), 201);
    },
  );

  app.delete('/v1/subscriptions/:id', async (c) => {
    const id = c.req.param('id');
    if (/^sub_[\w-]{20,60}$/.test(id)) await subscriptions.unsubscribe(id);
    return c.body(null, 204);
  });

  app.get('/v1/account', async (c) => {
    const account = await subscriptions.account(keyOf(c), c.req.query('domain')?.trim() ?? '');
    return c.json({
      ...account,
      last_event_at: isoOrNull(account.last_event_at),
      subscriptions: account.subscriptions.map((subscription) => ({
        ...subscription,
        created_at: iso(subscription.created_at),
        last_delivered_at: isoOrNull(subscription.last_delivered_at),
      })),
    });
  });

  app.get('/healthz', (c) => c.json({ status: 'ok' }));

  app.get('/readyz', async (c) => {
    try {
      await ping();
      metrics.storeWorks();
      return c.json({ status: 'ok' });
    } catch (error) {
      metrics.storeFailed(error);
      return c.json({ status: 'store down' }, 503);
    }
  });

  app.get('/metrics', async (c) => {
    await totals().then(metrics.totals, metrics.storeFailed);
    return c.text(await metrics.registry.metrics(), 200, { 'Content-Type': metrics.registry.contentType });
  });

  app.get('/status', async (c) => {
    const token = bearer(c);
    if (token !== null && !isEqual(token, adminToken))
      return c.json({ error: 'This is not the admin token. Print it with: npm run relay -- token' }, 401);
    const since = Math.floor(Date.now() / 60_000) - HOUR;
    return c.json({
      version,
      store: storeKind,
      started_at: startedAt,
      totals: await totals(),
      minutes: await store.minutes(since),
      targets: token === null ? null : (await store.targets(TARGETS_SHOWN)).map(showTarget),
    });
  });

  app.get('/openapi.json', (c) => c.json(description));
  app.get('/', (c) => c.html(page));
  app.get('/page.js', (c) => c.body(script, 200, { 'Content-Type': 'text/javascript; charset=utf-8' }));

  app.notFound((c) => c.json({ error: 'There is nothing here. See /openapi.json.' }, 404));

  app.onError((error, c) => {
    if (error instanceof RefusedError) {
      if (error.status === 429) c.header('Retry-After', '5');
      return c.json({ error: error.message }, error.status);
    }
    metrics.storeFailed(error);
    c.header('Retry-After', '5');
    return c.json({ error: 'The store is down. Nothing was done. Try again in a few seconds.' }, 503);
  });

  return app;
};
