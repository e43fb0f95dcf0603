import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { getRequestListener } from '@hono/node-server';
import type { Config } from './config.ts';
import { createSender } from './delivery/send.ts';
import { startWorker } from './delivery/worker.ts';
import { createApp } from './http/app.ts';
import { createIngest } from './http/ingest.ts';
import { createIdentity } from './identity.ts';
import { createLog } from './log.ts';
import { createMetrics } from './metrics.ts';
import { createMobivate } from './mobivate.ts';
import { openStore } from './store/open.ts';
import { createSubscriptions } from './subscriptions.ts';
import { createTargets } from './targets.ts';
import { version } from './version.ts';

/** Milliseconds for a request to arrive completely, and for a connection to send one. */
const REQUEST_TIME = 14_000;
const FLUSH_EVERY = 5000;
const SWEEP_EVERY = 10_000;
/** Milliseconds for deliveries in progress to finish when the relay stops. */
const GRACE = 8500;

export interface Relay {
  readonly url: string;
  /** Stops accepting events, finishes the deliveries in progress, and closes the store. */
  stop(): Promise<void>;
}

const listen = (server: Server, host: string, port: number): Promise<number> =>
  new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      const isTaken = error.code === 'EADDRINUSE';
      reject(isTaken ? new Error(`Port ${port} is in use. Stop the other program, or set PORT.`) : error);
    });
    server.listen(port, host, () => {
      const address: AddressInfo | string | null = server.address();
      resolve(typeof address === 'object' && address ? address.port : port);
    });
  });

/** Runs work repeatedly. Failed work runs again in the next round. */
const every = (milliseconds: number, work: () => Promise<unknown>) => {
  let timer: NodeJS.Timeout | undefined;
  let isStopped = false;
  const plan = (delay: number): void => {
    clearTimeout(timer);
    if (!isStopped) timer = setTimeout(() => void run(), delay);
  };
  const run = async (): Promise<void> => {
    await work().catch(() => undefined);
    plan(milliseconds);
  };
  plan(milliseconds);
  return {
    soon: () => plan(50),
    stop: () => {
      isStopped = true;
      clearTimeout(timer);
    },
  };
};

/** @throws Error with a sentence for the operator if the relay cannot start */
export const startRelay = async (config: Config): Promise<Relay> => {
  const log = createLog(config.logLevel);
  const metrics = createMetrics(log);
  const identity = createIdentity(config.secret);
  const store = await openStore(config, identity);
  const targets = createTargets(config.targets);
  const mobivate = createMobivate(config.mobivateUrl, version, identity.keyHash);
  const sender = createSender(identity, targets, version);
  const sweeping = every(SWEEP_EVERY, async () => {
    while (await store.sweep());
  });
  const worker = startWorker({
    store,
    sender,
    retrySeconds: config.retrySeconds,
    metrics,
    log,
    onGone: sweeping.soon,
  });
  const ingest = createIngest({ store, identity, metrics, onStored: worker.wake });

  let handle: (request: IncomingMessage, response: ServerResponse) => void = () => undefined;
  const server = createServer(
    {
      requestTimeout: REQUEST_TIME,
      headersTimeout: 10_000,
      connectionsCheckingInterval: 500,
      keepAliveTimeout: 10_000,
    },
    (request, response) => handle(request, response),
  );
  server.setTimeout(REQUEST_TIME);
  const port = await listen(server, config.host, config.port).catch(async (error: unknown) => {
    sweeping.stop();
    await worker.stop(0);
    await store.close();
    throw error;
  });
  const url = `http://${config.host.includes(':') ? `[${config.host}]` : config.host}:${port}`;
  const publicUrl = config.publicUrl ?? url;
  const subscriptions = createSubscriptions({
    store,
    identity,
    mobivate,
    targets,
    publicUrl,
    mobivateUrl: config.mobivateUrl,
    onRemoved: sweeping.soon,
  });
  const storeKind = config.databaseUrl ? 'postgres' : 'sqlite';
  const app = createApp({
    store,
    storeKind,
    subscriptions,
    metrics,
    adminToken: identity.adminToken,
    version,
    publicUrl,
  });
  const api = getRequestListener(app.fetch, { overrideGlobalObjects: false });
  let isStopping = false;
  handle = (request, response) => {
    if (isStopping) response.shouldKeepAlive = false;
    if (request.url?.startsWith('/in/')) void ingest(request, response);
    else void api(request, response);
  };

  const flush = async (): Promise<void> => {
    const counts = metrics.takeCounts();
    if (counts) await store.count(counts);
  };
  const flushing = every(FLUSH_EVERY, flush);
  sweeping.soon();
  log.info({ url, store: storeKind, version }, `relay listening on ${url}`);

  return {
    url,
    stop: async () => {
      flushing.stop();
      sweeping.stop();
      isStopping = true;
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeIdleConnections();
      await worker.stop(GRACE);
      server.closeAllConnections();
      await closed;
      await flush().catch(() => undefined);
      await Promise.all([sender.close(), mobivate.close()]);
      await store.close();
      log.info('relay stopped');
    },
  };
};
