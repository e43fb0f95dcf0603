import { randomUUID } from 'node:crypto';
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

/** A file in the file store. */
export interface StashedFile {
  readonly url: string;
  readonly name: string;
  readonly type: string;
  readonly bytes: Uint8Array;
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

/** The platform's HTTP services: the cache behind `z.cache`, the log, files, and the hooks. */
export const startServices = async (
  cache: PlatformCache,
  deliver: Deliver,
): Promise<{ url: string; files: StashedFile[]; close(): Promise<void> }> => {
  const web = new Hono();
  const files: StashedFile[] = [];
  web.post('/rpc', async (context) => {
    const call: unknown = await context.req.json();
    const { id, method, params, storeKey } = isRecord(call) ? call : {};
    if (method === 'get_presigned_upload_post_data') {
      const url = new URL('/files', context.req.url).href;
      return context.json({ id, result: { url, fields: { key: randomUUID() } } });
    }
    const result = cache.call(String(method), Array.isArray(params) ? params : [], String(storeKey));
    return context.json({ id, result });
  });
  web.post('/files', async (context) => {
    const { key, file } = await context.req.parseBody();
    if (!(file instanceof File)) return context.text('There is no file', 400);
    const url = new URL(String(key), context.req.url).href;
    files.push({ url, name: file.name, type: file.type, bytes: new Uint8Array(await file.arrayBuffer()) });
    return context.body(null, 204);
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
    files,
    close: () => new Promise((resolve) => (server ? server.close(() => resolve()) : resolve())),
  };
};
