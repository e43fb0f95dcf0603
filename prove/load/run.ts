import { setTimeout as pause } from 'node:timers/promises';
import { createRandom, type Random } from '../../sandbox/random.ts';
import { type AppProcess, startApp } from './app-process.ts';
import type { LoadGateway } from './gateway.ts';
import { differences, misjudged, tally } from './judge.ts';
import { sendAsZapier, type Told } from './sending.ts';
import { drawMishap } from './trouble.ts';

/** With its receipts and replies, this gives about 20 to 30 hooks per second. */
const SENDS_A_SECOND = 14;
/** The maximum number of pending sends. Most of them wait for a hanging request. */
const AT_ONCE = 24;
const COLLECT_SECONDS = 5;
const SECOND = 1000;

/** The results of the traffic. */
export interface LoadReport {
  readonly words: LoadGateway['words'];
  readonly seconds: number;
  readonly told: ReadonlyMap<string, number>;
  readonly faults: number;
  readonly hooks: ReadonlyMap<string, number>;
  readonly events: number;
  /** Resident memory of the app's process in megabytes, once per simulated minute. */
  readonly memory: readonly number[];
  readonly problems: readonly string[];
}

interface Traffic {
  readonly gateway: LoadGateway;
  readonly app: AppProcess;
  readonly random: Random;
  readonly told: Map<string, Told[]>;
  readonly events: Map<string, Map<string, number>>;
  readonly underWay: Set<Promise<void>>;
  /** The time of the app's process, which the sandbox follows. */
  readonly now: () => number;
  faults: number;
  leaks: number;
}

const send = (traffic: Traffic): void => {
  const { gateway, app, random, told, underWay } = traffic;
  const reference = `load-${told.size + 1}`;
  const isOnce = random.below(4) === 0;
  const { authData, inputData } = gateway.nextSend(random, reference);
  told.set(reference, []);
  const mishap = drawMishap(random);
  if (mishap) {
    gateway.sandbox.faults.add({ ...mishap, path: gateway.sendPath });
    traffic.faults += 1;
  }
  const input = { ...inputData, once_per_reference: isOnce };
  const ended: Promise<void> = sendAsZapier(app, authData, input, isOnce).then((words) => {
    told.set(reference, words);
    underWay.delete(ended);
  });
  underWay.add(ended);
};

/** Simulates a second of traffic, or more if the app's clock is further ahead. */
const second = async (traffic: Traffic): Promise<void> => {
  const { gateway, random, underWay, now } = traffic;
  const { sandbox } = gateway;
  for (let sends = 0; sends < SENDS_A_SECOND; sends += 1) send(traffic);
  gateway.people(random);
  sandbox.clock.advance(Math.max(SECOND, now() - sandbox.clock.now()));
  await sandbox.settle();
  while (underWay.size > AT_ONCE) await Promise.race(underWay);
};

/** Collects events and leaks from the app's process, so that it can free them. */
const collect = async (traffic: Traffic): Promise<number> => {
  const { gateway } = traffic;
  const { events, leaks, rss } = await traffic.app.report(gateway.secrets);
  for (const [trigger, list] of Object.entries(events)) {
    const names = traffic.events.get(trigger) ?? new Map<string, number>();
    for (const event of list) {
      const name = gateway.nameOfEvent(trigger, event);
      names.set(name, (names.get(name) ?? 0) + 1);
    }
    traffic.events.set(trigger, names);
  }
  traffic.leaks += leaks;
  return rss / 1e6;
};

const MEGABYTES_AT_MOST = 450;
const GROWTH_AT_MOST = 1.15;

const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);

/** Memory counts as flat if its last quarter is at most slightly above its second quarter. */
const problemsOfMemory = (memory: readonly number[]): string[] => {
  const quarter = Math.floor(memory.length / 4);
  const growth = mean(memory.slice(-quarter)) / mean(memory.slice(quarter, 2 * quarter));
  return [
    ...(Math.max(...memory) > MEGABYTES_AT_MOST
      ? [`memory reached ${Math.max(...memory).toFixed(0)} MB`]
      : []),
    ...(quarter > 0 && growth > GROWTH_AT_MOST
      ? [`memory grew by ${((growth - 1) * 100).toFixed(0)} %`]
      : []),
  ];
};

const judge = ({ gateway, told, events, leaks }: Traffic, memory: readonly number[]): string[] => {
  const { deliveries } = gateway.sandbox;
  const undelivered = deliveries.filter(({ status }) => status !== 200);
  const postedTo = (trigger: string) => deliveries.filter(({ kind }) => gateway.hooks[kind] === trigger);
  return [
    ...misjudged(told, gateway.log()),
    ...triggersOf(gateway).flatMap((trigger) =>
      differences(tally(postedTo(trigger).map(gateway.nameOf)), events.get(trigger) ?? new Map()),
    ),
    ...[...told]
      .filter(([, words]) => words.includes('other'))
      .map(([reference]) => `${reference} ended in an unknown way`),
    ...(undelivered.length > 0 ? [`${undelivered.length} hooks were not delivered`] : []),
    ...(leaks > 0 ? [`${leaks} log lines contain a key`] : []),
    ...problemsOfMemory(memory),
  ];
};

const triggersOf = ({ hooks }: LoadGateway): string[] => [...new Set(Object.values(hooks))];

const switchOn = async ({ gateway, app }: Traffic): Promise<void> => {
  const urls = await Promise.all(
    triggersOf(gateway).map(async (trigger) => [trigger, await app.switchOn(trigger, gateway.authData)]),
  );
  gateway.switchedOn?.(Object.fromEntries(urls));
  gateway.sandbox.requests.splice(0);
};

interface Length {
  readonly minutes: number;
  /** How many times faster than real time the traffic runs. */
  readonly factor: number;
  readonly seed: number;
}

/** Runs traffic through the built app for some simulated minutes. One request in nine fails. */
export const runLoad = async (
  bundle: string,
  gateway: LoadGateway,
  { minutes, factor, seed }: Length,
  progress: (minute: number, memory: number) => void,
): Promise<LoadReport> => {
  const { sandbox, words } = gateway;
  const app = await startApp(bundle, factor, gateway.env);
  const began = Date.now();
  const traffic: Traffic = {
    gateway,
    app,
    random: createRandom(seed),
    told: new Map(),
    events: new Map(),
    underWay: new Set(),
    now: () => began + (Date.now() - began) * factor,
    faults: 0,
    leaks: 0,
  };
  const memory: number[] = [];
  try {
    await switchOn(traffic);
    for (let passed = 1; passed <= minutes * 60; passed += 1) {
      await Promise.all([second(traffic), pause(SECOND / factor)]);
      sandbox.requests.splice(0);
      if (passed % COLLECT_SECONDS !== 0) continue;
      const megabytes = await collect(traffic);
      if (passed % 60 !== 0) continue;
      memory.push(megabytes);
      progress(passed / 60, megabytes);
    }
    await Promise.all(traffic.underWay);
    sandbox.clock.advance(60 * SECOND);
    await sandbox.settle();
    await collect(traffic);
    return {
      words,
      seconds: (Date.now() - began) / 1000,
      told: tally([...traffic.told.values()].map((ends) => ends.join(', then '))),
      faults: traffic.faults,
      hooks: tally(sandbox.deliveries.map(({ kind }) => gateway.hooks[kind] ?? kind)),
      events: [...traffic.events.values()]
        .flatMap((names) => [...names.values()])
        .reduce((sum, count) => sum + count, 0),
      memory,
      problems: judge(traffic, memory),
    };
  } finally {
    await Promise.all([app.close(), sandbox.close()]);
  }
};
