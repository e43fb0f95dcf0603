import { Clock } from './clock.ts';
import { Deliveries, type Delivery } from './deliveries.ts';
import type { RecordedRequest } from './exchange.ts';
import { Faults } from './faults.ts';
import type { Listening } from './listen.ts';
import { createRandom, type Random } from './random.ts';

/** How to start a sandbox. `S` are the gateway's settings. */
export interface GatewayOptions<S> {
  /** Defaults to 0, a free port. */
  port?: number;
  /** The seed determines keys and IDs. */
  seed?: number;
  /** `driven` stops until `clock.advance`. `real` follows the machine's clock. */
  clock?: 'driven' | 'real';
  /** The start time in epoch milliseconds. Defaults to the current time. */
  now?: number;
  settings?: Partial<S>;
}

/** The state that every sandbox has. */
export interface GatewayWorld<S> {
  readonly clock: Clock;
  readonly random: Random;
  readonly settings: S;
  readonly faults: Faults;
  readonly deliveries: Deliveries;
  /** All requests in order, except control requests. Can be cleared. */
  readonly requests: RecordedRequest[];
  /** Numbers that get another ending's result, such as `903`, whatever their own digits. */
  readonly endings: Map<string, string>;
}

/** What every sandbox offers to the person who started it. */
export interface GatewaySandbox<S>
  extends Pick<GatewayWorld<S>, 'clock' | 'settings' | 'faults' | 'requests' | 'endings'> {
  /** All deliveries in order. */
  readonly deliveries: Delivery[];
  /** Resolves when no delivery is pending. Ignores scheduled retries. */
  settle(): Promise<void>;
  /** Closes connections, timers, and deliveries immediately. */
  close(): Promise<void>;
}

/** Creates the state of a sandbox. */
export const createWorld = <S extends object>(
  { seed = 1, clock = 'driven', now, settings }: GatewayOptions<S>,
  defaults: S,
): GatewayWorld<S> => ({
  random: createRandom(seed),
  clock: new Clock(clock, now),
  deliveries: new Deliveries(),
  settings: { ...defaults, ...settings },
  faults: new Faults(),
  requests: [],
  endings: new Map(),
});

/** The part of a running sandbox that is the same for all gateways. */
export const toSandbox = <W extends GatewayWorld<unknown>>(
  world: W,
  server: Listening,
): Omit<W, 'deliveries'> & Pick<GatewaySandbox<unknown>, 'deliveries' | 'settle' | 'close'> => ({
  ...world,
  deliveries: world.deliveries.log,
  settle: () => world.deliveries.settled(),
  close: async () => {
    world.clock.stop();
    world.deliveries.close();
    await server.close();
  },
});
