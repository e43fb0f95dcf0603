import { type ServerType, serve } from '@hono/node-server';
import { Hono } from 'hono';
import { buildApps } from '../../tools/build.ts';
import { LAB_APPS } from './apps/index.ts';
import { LabClock, tellTimeBy } from './clock.ts';
import { bundlePage } from './page.ts';
import { labRoutes } from './web.ts';
import { startWorld, type World } from './world.ts';

const TICK_MILLISECONDS = 50;

/** A lab that runs. */
export interface RunningLab {
  readonly url: string;
  close(): Promise<void>;
}

interface Listening {
  readonly server: ServerType;
  readonly port: number;
}

const listen = (fetch: Hono['fetch'], port: number): Promise<Listening> =>
  new Promise((resolve, reject) => {
    const server = serve({ fetch, hostname: '127.0.0.1', port, overrideGlobalObjects: false }, (info) =>
      resolve({ server, port: info.port }),
    );
    server.once('error', reject);
  });

const closeServer = (server: ServerType): Promise<void> =>
  new Promise((resolve) => {
    server.close(() => resolve());
    if ('closeAllConnections' in server) server.closeAllConnections();
  });

export interface LabOptions {
  /** 0 takes a free one. */
  readonly port: number;
  /** The app that the page shows first. */
  readonly app: string;
  /** Whether the apps are bundled first; otherwise the bundles that are there are used. */
  readonly build: boolean;
}

/** Starts the gateways, a Zapier for each app and the page on 127.0.0.1. */
export const startLab = async ({ port, app, build }: LabOptions): Promise<RunningLab> => {
  const clock = new LabClock();
  tellTimeBy(clock);
  let routes = new Hono();
  const [page, { server, port: taken }] = await Promise.all([
    bundlePage(),
    listen((...call) => routes.fetch(...call), port),
    build && buildApps(),
  ]);
  const url = `http://127.0.0.1:${taken}`;
  const worlds = new Map<string, World>();
  for (const each of LAB_APPS) worlds.set(each.id, await startWorld(each, clock, url));
  routes = labRoutes({ clock, chosen: app, worlds, page });
  const timer = setInterval(() => {
    for (const world of worlds.values()) world.tick();
  }, TICK_MILLISECONDS);
  return {
    url,
    close: async () => {
      clearInterval(timer);
      await Promise.all([closeServer(server), ...[...worlds.values()].map((world) => world.close())]);
    },
  };
};
