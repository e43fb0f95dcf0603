import { type Account, type Link, type Sandbox, startSandbox } from '../../sandbox/mobivate/index.ts';
import { createRandom, type Random } from '../../sandbox/random.ts';
import { type AppProcess, startApp } from './app-process.ts';
import { differences, misjudged, nameOf, nameOfEvent, tally } from './judge.ts';
import { type Sending, sendAsZapier, type Told } from './sending.ts';
import { drawMishap } from './trouble.ts';

/** Each message has two receipts, so this gives about 30 hooks per second. */
const SENDS_A_SECOND = 14;
const INBOUND_A_SECOND = 3;
const CLICKS_A_SECOND = 3;
const HOOKS = { receipt: 'delivery_receipt', incoming: 'inbound_message', click: 'link_click' } as const;
const LINKED = 40;
/** The maximum number of pending sends. Most of them wait for a hanging request. */
const AT_ONCE = 24;
const COLLECT_SECONDS = 5;

/** The results of the traffic. */
export interface LoadReport {
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
  readonly sandbox: Sandbox;
  readonly app: AppProcess;
  readonly random: Random;
  readonly told: Map<string, Told[]>;
  readonly events: Map<string, Map<string, number>>;
  readonly underWay: Set<Promise<void>>;
  links: Link[];
  faults: number;
  leaks: number;
}

const pause = (milliseconds: number): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, milliseconds));

const recipient = (random: Random): string => `447700900${String(100 + random.below(822))}`;

const sendingOf = ({ sandbox, random, told, links }: Traffic): Sending => {
  const account = random.below(2) === 0 ? sandbox.accounts.classic : sandbox.accounts.vortex;
  const reference = `load-${told.size + 1}`;
  const isOnce = random.below(4) === 0;
  const isLinked = links.length === 0;
  return {
    account,
    reference,
    isOnce,
    inputData: {
      originator: 'Bakery',
      recipient: `+${recipient(random)}`,
      body: isLinked ? 'See https://bakery.example.com/cakes/1042?from=sms' : 'Your cake “1042” is ready 🎂',
      reference,
      shorten_urls: isLinked,
      once_per_reference: isOnce,
    },
  };
};

const send = (traffic: Traffic): void => {
  const { sandbox, app, random, told, underWay } = traffic;
  const sending = sendingOf(traffic);
  told.set(sending.reference, []);
  const mishap = drawMishap(random);
  if (mishap) {
    sandbox.faults.add(mishap);
    traffic.faults += 1;
  }
  const ended: Promise<void> = sendAsZapier(app, sending).then((words) => {
    told.set(sending.reference, words);
    underWay.delete(ended);
  });
  underWay.add(ended);
};

/** Simulates one second of traffic. */
const second = async (traffic: Traffic): Promise<void> => {
  const { sandbox, random, underWay } = traffic;
  for (let sends = 0; sends < SENDS_A_SECOND; sends += 1) send(traffic);
  for (let replies = 0; replies < INBOUND_A_SECOND; replies += 1) {
    sandbox.inbound(sandbox.accounts.classic, {
      from: `447700900${random.below(90) + 10}`,
      text: `YES ${random.below(1e6)}`,
    });
  }
  for (let clicks = 0; clicks < CLICKS_A_SECOND && traffic.links.length > 0; clicks += 1) {
    const link = traffic.links[random.below(traffic.links.length)];
    if (link) sandbox.click(link);
  }
  if (traffic.links.length === 0 && sandbox.links().length >= LINKED) traffic.links = sandbox.links();
  sandbox.clock.advance(1000);
  await sandbox.settle();
  while (underWay.size > AT_ONCE) await Promise.race(underWay);
};

/** Collects events and leaks from the app's process, so that it can free them. */
const collect = async (traffic: Traffic, secrets: readonly string[]): Promise<number> => {
  const { events, leaks, rss } = await traffic.app.report(secrets);
  for (const [trigger, list] of Object.entries(events)) {
    const names = traffic.events.get(trigger) ?? new Map<string, number>();
    for (const event of list) {
      const name = nameOfEvent(trigger, event);
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

const judge = ({ sandbox, told, events, leaks }: Traffic, memory: readonly number[]): string[] => {
  const { classic, vortex } = sandbox.accounts;
  const undelivered = sandbox.deliveries.filter(({ status }) => status !== 200);
  return [
    ...misjudged(told, [...classic.ledger.log.all(), ...vortex.ledger.log.all()]),
    ...Object.entries(HOOKS).flatMap(([kind, trigger]) =>
      differences(
        tally(sandbox.deliveries.filter((delivery) => delivery.kind === kind).map(nameOf)),
        events.get(trigger) ?? new Map(),
      ),
    ),
    ...[...told]
      .filter(([, words]) => words.includes('other'))
      .map(([reference]) => `${reference} ended in an unknown way`),
    ...(undelivered.length > 0 ? [`${undelivered.length} hooks were not delivered`] : []),
    ...(leaks > 0 ? [`${leaks} log lines contain a key`] : []),
    ...problemsOfMemory(memory),
  ];
};

const switchOn = async ({ sandbox, app }: Traffic, classic: Account, vortex: Account): Promise<void> => {
  const authData = { api_key: classic.key };
  const urls = await Promise.all(Object.values(HOOKS).map((trigger) => app.switchOn(trigger, authData)));
  // Vortex has no registration API. Users set the URL on the key.
  vortex.receiptUrl = urls[0] ?? null;
  sandbox.requests.splice(0);
};

/** Runs traffic through the built app for some simulated minutes, `factor` times as fast. One request in nine fails. */
export const runLoad = async (
  bundle: string,
  { minutes, factor, seed }: { minutes: number; factor: number; seed: number },
  progress: (minute: number, memory: number) => void,
): Promise<LoadReport> => {
  const began = performance.now();
  const sandbox = await startSandbox({ seed, now: Date.now() });
  const env = { MOBIVATE_API_URL: sandbox.url, MOBIVATE_TASKS_URL: sandbox.url };
  const app = await startApp(bundle, factor, env);
  const traffic: Traffic = {
    sandbox,
    app,
    random: createRandom(seed),
    told: new Map(),
    events: new Map(),
    underWay: new Set(),
    links: [],
    faults: 0,
    leaks: 0,
  };
  const { classic, vortex } = sandbox.accounts;
  const secrets = [classic.key, vortex.key];
  const memory: number[] = [];
  try {
    await switchOn(traffic, classic, vortex);
    for (let passed = 1; passed <= minutes * 60; passed += 1) {
      await Promise.all([second(traffic), pause(1000 / factor)]);
      sandbox.requests.splice(0);
      if (passed % COLLECT_SECONDS !== 0) continue;
      const megabytes = await collect(traffic, secrets);
      if (passed % 60 !== 0) continue;
      memory.push(megabytes);
      progress(passed / 60, memory.at(-1) ?? 0);
    }
    await Promise.all(traffic.underWay);
    sandbox.clock.advance(60_000);
    await sandbox.settle();
    await collect(traffic, secrets);
    return {
      seconds: (performance.now() - began) / 1000,
      told: tally([...traffic.told.values()].map((words) => words.join(', then '))),
      faults: traffic.faults,
      hooks: tally(sandbox.deliveries.map(({ kind }) => kind)),
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
