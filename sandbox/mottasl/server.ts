import type { HttpBindings } from '@hono/node-server';
import { Hono } from 'hono';
import { handleWith, type Listening, listenWith } from '../listen.ts';
import { usualError } from './answers.ts';
import { mottaslApp } from './app.ts';
import { controlApp } from './control.ts';
import type { World } from './world.ts';

/** The sandbox's app: control API and Azeer's API. */
function sandboxApp(world: World, closing: AbortSignal): Hono<{ Bindings: HttpBindings }> {
  const api = mottaslApp(world);
  const scene = {
    closing,
    usualError: (status: number) => usualError(world.settings, status),
  };
  const app = new Hono<{ Bindings: HttpBindings }>();
  app.route('/_sandbox', controlApp(world));
  app.all('*', (c) =>
    handleWith(world, c, scene, async (request) => api.fetch(c.req.raw, { ...c.env, request })),
  );
  return app;
}

/** Listens on 127.0.0.1. Port 0 selects a free port. */
export const listen = (world: World, port: number): Promise<Listening> =>
  listenWith((closing) => sandboxApp(world, closing), port);
