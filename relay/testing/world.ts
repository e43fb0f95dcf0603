import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type FakeMobivate, startMobivate } from './mobivate.ts';
import { type Postgres, startPostgres } from './postgres.ts';
import { type Receiver, startReceiver } from './receiver.ts';
import { type Environment, type RelayProcess, runCommand, startRelay } from './relay.ts';

export type StoreKind = 'sqlite' | 'postgres';

/** A relay, its gateway, its targets and its database, each in a process or server of its own. */
export interface World {
  readonly mobivate: FakeMobivate;
  readonly receiver: Receiver;
  readonly postgres: Postgres | null;
  readonly environment: Environment;
  /** The last started relay. */
  relay: RelayProcess;
  /** Starts the relay, or one more beside it. */
  start(more?: Environment, options?: Parameters<typeof startRelay>[1]): Promise<RelayProcess>;
  command(...args: string[]): Promise<{ code: number; output: string }>;
  close(): Promise<void>;
}

/**
 * Starts a relay with its surroundings.
 * @param more additional settings of the relay
 * @param imports loaded into each relay before it starts
 */
export const startWorld = async (
  store: StoreKind,
  more: Environment = {},
  imports: readonly string[] = [],
): Promise<World> => {
  const directory = mkdtempSync(join(tmpdir(), 'relay-'));
  const [mobivate, receiver, postgres] = await Promise.all([
    startMobivate(),
    startReceiver(),
    store === 'postgres' ? startPostgres() : null,
  ]);
  const environment = {
    RELAY_DATA: join(directory, 'data'),
    RELAY_TARGETS: receiver.origin,
    RELAY_RETRY_SECONDS: '1,1,1',
    MOBIVATE_API_URL: mobivate.url,
    ...(postgres
      ? { DATABASE_URL: postgres.url, RELAY_SECRET: 'a secret for tests that is long enough' }
      : {}),
    ...more,
  };
  const relays: RelayProcess[] = [];
  const start: World['start'] = async (extra = {}, options = {}) => {
    const relay = await startRelay({ ...environment, ...extra }, { imports, ...options });
    relays.push(relay);
    world.relay = relay;
    return relay;
  };
  const world: World = {
    mobivate,
    receiver,
    postgres,
    environment,
    relay: await startRelay(environment, { imports }),
    start,
    command: (...args) => runCommand(args, environment, imports),
    close: async () => {
      await Promise.all([...relays, first].map((relay) => relay.end('SIGKILL')));
      await Promise.all([mobivate.close(), receiver.close(), postgres?.remove()]);
      rmSync(directory, { recursive: true, force: true });
    },
  };
  const first = world.relay;
  return world;
};

/** Waits for a condition. @throws Error that names it after `seconds` */
export const until = async (
  what: string,
  holds: () => boolean | Promise<boolean>,
  seconds = 20,
): Promise<void> => {
  const end = Date.now() + seconds * 1000;
  while (!(await holds())) {
    if (Date.now() > end) throw new Error(`Waited ${seconds} s in vain until ${what}.`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
};

let receipts = 0;

/** A receipt as Classic posts it, with a new id each time. */
export const receipt = (id = ''): string => {
  receipts += 1;
  return JSON.stringify({
    deliveryMessageId: id || `AA${receipts.toString(16).toUpperCase().padStart(30, '0')}`,
    batchId: 'BB11',
    clientReference: 'order-7',
    created: '2026-02-03T04:05:06.000+00:00',
    status: 'DELIVERED',
    statusCode: 1,
    parts: 1,
    hlr: null,
  });
};

/** Posts an event as Mobivate would. @returns the status */
export const post = async (url: string, body: string, contentType = 'application/json'): Promise<number> => {
  const response = await fetch(url, { method: 'POST', headers: { 'Content-Type': contentType }, body });
  await response.arrayBuffer();
  return response.status;
};
