import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type RelayProcess, startRelay } from '../../relay/testing/relay.ts';
import type { LabClock } from './clock.ts';
import { type Listener, startTap } from './tap.ts';

/** Tells the app where the relay is. */
const VARIABLE = 'MOBIVATE_RELAY_URL';

/** The second try comes soon, so that it can be watched. */
const RETRY_SECONDS = '2,5,15';

const CLOCK = fileURLToPath(new URL('relay-clock.ts', import.meta.url));

interface Surroundings {
  readonly clock: LabClock;
  /** Where the relay reaches the gateway. */
  readonly gatewayUrl: string;
  /** The origin of the Zaps' addresses. */
  readonly target: string;
  /** Told of what the app asks of the relay. */
  readonly wire: Listener;
}

/** The relay beside an app, which uses it only while it is switched on. */
export interface RelaySwitch {
  isOn(): boolean;
  switch(on: boolean): Promise<void>;
  /** Starts the relay anew at the lab's time: it keeps time by itself, and an app refuses events of another time. */
  followClock(): Promise<void>;
  close(): Promise<void>;
}

/** Starts the relay in a process of its own, with its state in a folder that ends with it. */
export const openRelay = async ({ clock, gatewayUrl, target, wire }: Surroundings): Promise<RelaySwitch> => {
  const folder = mkdtempSync(join(tmpdir(), 'lab-relay-'));
  const start = (port: string, publicUrl: string): Promise<RelayProcess> =>
    startRelay(
      {
        PORT: port,
        RELAY_DATA: folder,
        RELAY_PUBLIC_URL: publicUrl,
        RELAY_TARGETS: target,
        RELAY_RETRY_SECONDS: RETRY_SECONDS,
        MOBIVATE_API_URL: gatewayUrl,
        LAB_AHEAD_MILLISECONDS: String(clock.ahead()),
      },
      { imports: [CLOCK] },
    );
  let relay = await start('0', '');
  const { port } = new URL(relay.url);
  let starting = Promise.resolve();
  const tap = await startTap(relay.url, wire, () => starting);
  /** One after the other; the relay finishes what is on the way. */
  const startAnew = (): Promise<void> => {
    starting = starting.then(async () => {
      await relay.end('SIGTERM');
      relay = await start(port, tap.url);
    });
    return starting;
  };
  let isOn = false;
  return {
    isOn: () => isOn,
    switch: async (on) => {
      isOn = on;
      delete process.env[VARIABLE];
      if (!on) return;
      await startAnew();
      process.env[VARIABLE] = tap.url;
    },
    followClock: async () => {
      if (isOn) await startAnew();
    },
    close: async () => {
      delete process.env[VARIABLE];
      await starting;
      await Promise.all([relay.end('SIGKILL'), tap.close()]);
      rmSync(folder, { recursive: true, force: true });
    },
  };
};
