import type { HttpBindings } from '@hono/node-server';
import { Hono } from 'hono';
import { handleWith, type Listening, listenWith } from '../listen.ts';
import { usualError } from './answers.ts';
import { apiApp } from './app.ts';
import { controlApp } from './control.ts';
import type { World } from './world.ts';

/** A PNG of one pixel, used for all images. */
export const PIXEL =
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';

/** The sandbox's app: control API, images, and MessageMedia's API. */
const sandboxApp = (world: World, closing: AbortSignal): Hono<{ Bindings: HttpBindings }> => {
  const api = apiApp(world);
  const app = new Hono<{ Bindings: HttpBindings }>();
  app.route('/_sandbox', controlApp(world));
  app.get('/media/*', (c) => c.body(Buffer.from(PIXEL, 'base64'), 200, { 'Content-Type': 'image/png' }));
  app.all('*', (c) =>
    handleWith(world, c, { closing, usualError }, async (request) => {
      const response = await api.fetch(c.req.raw, { ...c.env, request });
      response.headers.set('Date', new Date(Date.now() + world.settings.clockAheadMs).toUTCString());
      return response;
    }),
  );
  return app;
};

/** Listens on 127.0.0.1. Port 0 selects a free port. */
export const listen = (world: World, port: number): Promise<Listening> =>
  listenWith((closing) => sandboxApp(world, closing), port);
