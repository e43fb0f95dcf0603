import { type ServerType, serve } from '@hono/node-server';
import { Hono } from 'hono';
import type { PlatformCache } from './cache.ts';

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null;

/** A request to a Zap's URL, as the platform passes it to the app. */
export interface Delivery {
  readonly rawRequest: {
    method: string;
    headers: Record<string, string>;
    querystring: string;
    content: string;
  };
  readonly cleanedRequest: unknown;
}

type Deliver = (hook: string, delivery: Delivery) => Promise<void>;

/** The platform renames headers: `content-type` becomes `Http-Content-Type`. */
const platformHeader = (name: string): string =>
  `Http-${name.replace(/(^|-)[a-z]/g, (letter) => letter.toUpperCase())}`;

const clean = (content: string, type: string): unknown => {
  if (type.includes('form-urlencoded')) return Object.fromEntries(new URLSearchParams(content));
  try {
    return JSON.parse(content);
  } catch {
    return content;
  }
};

/** Converts a request to the platform's delivery format. */
export const toDelivery = async (request: Request): Promise<Delivery> => {
  const content = await request.text();
  const headers = Object.fromEntries(
    [...request.headers].map(([name, value]) => [platformHeader(name), value]),
  );
  return {
    rawRequest: {
      method: request.method,
      headers,
      querystring: new URL(request.url).search.slice(1),
      content,
    },
    cleanedRequest: clean(content, request.headers.get('content-type') ?? ''),
  };
};

/** The platform's HTTP services: the cache behind `z.cache`, the log, and the hooks. */
export const startServices = async (
  cache: PlatformCache,
  deliver: Deliver,
): Promise<{ url: string; close(): Promise<void> }> => {
  const web = new Hono();
  web.post('/rpc', async (context) => {
    const call: unknown = await context.req.json();
    const { id, method, params, storeKey } = isRecord(call) ? call : {};
    const result = cache.call(String(method), Array.isArray(params) ? params : [], String(storeKey));
    return context.json({ id, result });
  });
  web.post('/log', async (context) => {
    await context.req.text();
    return context.text('ok');
  });
  web.post('/hooks/:hook', async (context) => {
    await deliver(context.req.param('hook'), await toDelivery(context.req.raw));
    return context.json({ status: 'success' });
  });
  let server: ServerType | undefined;
  const port = await new Promise<number>((resolve) => {
    server = serve({ fetch: web.fetch, hostname: '127.0.0.1', port: 0 }, (info) => resolve(info.port));
  });
  return {
    url: `http://127.0.0.1:${port}`,
    close: () => new Promise((resolve) => (server ? server.close(() => resolve()) : resolve())),
  };
};
