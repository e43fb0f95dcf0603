import { fileURLToPath } from 'node:url';
import type { Received } from '../../relay/testing/receiver.ts';
import type { RelayProcess } from '../../relay/testing/relay.ts';
import { post, receipt, type StoreKind, startWorld, until, type World } from '../../relay/testing/world.ts';

/** A promise of the relay to test. */
export interface Case {
  readonly name: string;
  /** The only stores that it applies to. Defaults to both. */
  readonly stores?: readonly StoreKind[];
  /** Measures latencies, so it runs alone. */
  readonly isTimed?: true;
  /** Additional settings of the relay. */
  readonly environment?: Readonly<Record<string, string>>;
  /** @returns the observations, in a few words @throws Error if the promise is broken */
  run(world: World, store: StoreKind): Promise<string>;
}

export const fileHere = (name: string): string => fileURLToPath(new URL(name, import.meta.url));

/** @throws Error with `what` if it does not hold */
export const must: (holds: boolean, what: string) => asserts holds = (holds, what) => {
  if (!holds) throw new Error(what);
};

export const sleep = (milliseconds: number): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, milliseconds));

/** Subscribes a path of the receiver with a key. */
export const subscribe = async (world: World, key: string, path: string, relay = world.relay) => {
  const { status, body } = await relay.subscribe(key, {
    event: 'receipt',
    target_url: `${world.receiver.origin}${path}`,
  });
  must(status === 201, `subscribing gave ${status} ${body.error ?? ''}`);
  return body;
};

/** The ingest URL for another process, or for a later one on another port. */
export const at = (relay: RelayProcess, ingestUrl: string): string =>
  new URL(new URL(ingestUrl).pathname, relay.url).href;

export const idOf = ({ body }: Received): string => JSON.parse(body).deliveryMessageId;

const missingIn = ({ receiver }: World, path: string, ids: readonly string[]): string[] => {
  const came = new Set(receiver.at(path).map(idOf));
  return ids.filter((id) => !came.has(id));
};

/** Waits until every event that was answered with 200 has arrived. */
export const untilAllCame = async (
  world: World,
  path: string,
  ids: readonly string[],
  seconds = 90,
): Promise<void> => {
  await until(
    `${ids.length} events came to ${path}`,
    () => missingIn(world, path, ids).length === 0,
    seconds,
  ).catch(() => {
    throw new Error(`${missingIn(world, path, ids).length} of ${ids.length} answered events are lost.`);
  });
};

let numbers = 0;
export const newId = (): string => {
  numbers += 1;
  return `EE${numbers.toString(16).toUpperCase().padStart(30, '0')}`;
};

/**
 * Posts events one by one over several connections until stopped. Returns those that were answered with 200.
 */
export const startLoad = (url: () => string, connections = 8) => {
  const answered: string[] = [];
  const statuses = new Map<number, number>();
  let isOver = false;
  const one = async (): Promise<void> => {
    while (!isOver) {
      const id = newId();
      const status = await post(url(), receipt(id)).catch(() => 0);
      statuses.set(status, (statuses.get(status) ?? 0) + 1);
      if (status === 200) answered.push(id);
      else await sleep(20);
    }
  };
  const all = Promise.all(Array.from({ length: connections }, one));
  return {
    answered,
    statuses,
    stop: async () => {
      isOver = true;
      await all;
    },
  };
};

export { post, receipt, type StoreKind, startWorld, until, type World };
