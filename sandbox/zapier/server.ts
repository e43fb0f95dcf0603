import { type ServerType, serve } from '@hono/node-server';
import { Hono } from 'hono';
import type { PlatformCache } from './cache.ts';

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null;

/** The platform's own services over HTTP: the cache behind `z.cache`, and a log that takes everything. */
export const startServices = async (
  cache: PlatformCache,
): Promise<{ url: string; close(): Promise<void> }> => {
  const web = new Hono();
  web.post('/rpc', async (context) => {
    const call: unknown = await context.req.json();
    const { id, method, params, storeKey } = isRecord(call) ? call : {};
    const result = cache.call(String(method), Array.isArray(params) ? params : [], String(storeKey));
    return context.json({ id, result });
  });
  web.post('/log', (context) => context.text('ok'));
  let server: ServerType | undefined;
  const port = await new Promise<number>((resolve) => {
    server = serve({ fetch: web.fetch, hostname: '127.0.0.1', port: 0 }, (info) => resolve(info.port));
  });
  return {
    url: `http://127.0.0.1:${port}`,
    close: () => new Promise((resolve) => (server ? server.close(() => resolve()) : resolve())),
  };
};
