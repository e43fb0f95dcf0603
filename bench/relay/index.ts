import { readFileSync, writeFileSync } from 'node:fs';
import { cpus, loadavg } from 'node:os';
import { fileURLToPath } from 'node:url';
import { type StoreKind, startWorld, until, type World } from '../../relay/testing/world.ts';
import { table } from '../table.ts';
import { type Posted, postEvents, spreadOf } from './load.ts';
import { seed } from './seed.ts';

const RESULTS = fileURLToPath(new URL('results.md', import.meta.url));
const STORES: readonly StoreKind[] = ['sqlite', 'postgres'];

const ACCOUNTS = 200;
const FAN_OUT = 2;
const FULL_SECONDS = 8;

type Row = readonly [what: string, store: string, measured: string, bound: string, verdict: string];

const row = (what: string, store: string, measured: string, bound = '', holds?: boolean): Row => [
  what,
  store,
  measured,
  bound,
  holds === undefined ? '' : holds ? 'holds' : 'broken',
];

const perSecond = ({ perSecond: rate }: Posted): string => `${Math.round(rate).toLocaleString('en')}/s`;
const milliseconds = (value: number): string => `${value.toFixed(1)} ms`;

/** Subscribes targets. Returns the ingest URLs, one per account. */
const subscribe = async ({ relay, receiver }: World, accounts: number, fanOut: number): Promise<string[]> => {
  const urls: string[] = [];
  for (let account = 0; account < accounts; account += 1)
    for (let target = 0; target < fanOut; target += 1) {
      const { body } = await relay.subscribe(`key-${account}`, {
        event: 'receipt',
        target_url: `${receiver.origin}/${account}/${target}`,
      });
      if (target === 0) urls.push(body.ingest_url);
    }
  return urls;
};

const drained = ({ relay }: World): Promise<void> =>
  until('everything is delivered', async () => (await relay.metric('relay_pending')) === 0, 300);

const received = ({ receiver }: World, events: number): Promise<void> =>
  until(`${events} events are delivered`, () => receiver.received.length >= events, 120);

/** Milliseconds from posting to receiving each event. */
const journeys = ({ receiver }: World): number[] =>
  receiver.received.flatMap(({ body, at }) => {
    const [, posted] = /"postedAt":(\d+)/.exec(body) ?? [];
    return posted === undefined ? [] : [at - Number(posted)];
  });

const rssOf = (world: World): number => {
  const status = readFileSync(`/proc/${world.relay.process.pid}/status`, 'utf8');
  return Number(/VmRSS:\s+(\d+)/.exec(status)?.[1] ?? Number.NaN) / 1024;
};

const throughput = async (store: StoreKind): Promise<Row[]> => {
  const world = await startWorld(store);
  try {
    const urls = await subscribe(world, ACCOUNTS, FAN_OUT);
    await postEvents({ urls, seconds: 3, connections: 32 });
    await drained(world);
    world.receiver.forget();
    const full = await postEvents({ urls, seconds: FULL_SECONDS, connections: 64 });
    const delivered = world.receiver.received.length / FULL_SECONDS;
    await drained(world);
    world.receiver.forget();
    const calm = await postEvents({ urls, seconds: 8, connections: 64, rate: 500 });
    await drained(world);
    const journey = spreadOf(journeys(world));
    return [
      row(
        `accepted, each delivered to ${FAN_OUT}`,
        store,
        perSecond(full),
        '2,000/s',
        full.perSecond >= 2000,
      ),
      row('delivered meanwhile', store, `${Math.round(delivered).toLocaleString('en')}/s`),
      row(
        'p50 and p99 of accept at full speed',
        store,
        `${milliseconds(full.accept.p50)}, ${milliseconds(full.accept.p99)}`,
      ),
      row('p50 of accept at 500/s', store, milliseconds(calm.accept.p50)),
      row('p99 of accept at 500/s', store, milliseconds(calm.accept.p99), '50 ms', calm.accept.p99 < 50),
      row('p50 and p99 of accept to delivered at 500/s', store, `${journey.p50} ms, ${journey.p99} ms`),
      row('refused', store, String(full.failed + calm.failed), '0', full.failed + calm.failed === 0),
    ];
  } finally {
    await world.close();
  }
};

const memory = async (store: StoreKind): Promise<Row[]> => {
  const world = await startWorld(store, { RELAY_RETRY_SECONDS: '600,600' });
  try {
    world.receiver.reply('/', 500);
    const urls = await subscribe(world, 1, 1);
    let queued = 0;
    let fastest = 0;
    while (queued < 100_000) {
      const { events, perSecond: rate } = await postEvents({ urls, seconds: 4, connections: 64 });
      queued += events;
      fastest = Math.max(fastest, rate);
    }
    const rss = rssOf(world);
    return [
      row(
        'accepted into a queue that never drains',
        store,
        `${Math.round(fastest).toLocaleString('en')}/s`,
        '2,000/s',
        fastest >= 2000,
      ),
      row(
        `memory with ${queued.toLocaleString('en')} queued`,
        store,
        `${rss.toFixed(0)} MB`,
        '200 MB',
        rss < 200,
      ),
    ];
  } finally {
    await world.close();
  }
};

/** Measures accepting and delivering with a number of existing subscriptions and events. */
const growth = async (store: StoreKind, subscriptions: number, events: number): Promise<Row> => {
  const world = await startWorld(store);
  try {
    const urls = await subscribe(world, 50, 1);
    await seed(world, subscriptions, events);
    const warm = await postEvents({ urls, seconds: 2, connections: 32 });
    const offered = await postEvents({ urls, seconds: 4, connections: 32, rate: 700 });
    await received(world, warm.events + offered.events);
    world.receiver.forget();
    const calm = await postEvents({ urls, seconds: 4, connections: 16, rate: 200 });
    await received(world, calm.events);
    const journey = spreadOf(journeys(world));
    return row(
      `${subscriptions.toLocaleString('en')} subscriptions, ${events.toLocaleString('en')} stored events`,
      store,
      `${Math.round(offered.perSecond)}/s, accept p99 ${milliseconds(offered.accept.p99)}, delivered p99 ${journey.p99} ms`,
    );
  } finally {
    await world.close();
  }
};

const SIZES = [
  [1, 0],
  [100, 0],
  [10_000, 0],
  [1, 100_000],
  [1, 1_000_000],
] as const;

/** Measures the relay on both stores against its bounds. The load generator runs on the same machine. */
export const benchRelay = async (write: boolean): Promise<void> => {
  const busy = loadavg()[0]?.toFixed(1);
  const rows: Row[] = [];
  const note = (some: readonly Row[]): readonly Row[] => {
    for (const one of some) console.error(`  ${one.filter((cell) => cell !== '').join(', ')}`);
    return some;
  };
  for (const store of STORES) rows.push(...note(await throughput(store)), ...note(await memory(store)));
  const grown: Row[] = [];
  for (const store of STORES)
    for (const [subscriptions, events] of SIZES)
      grown.push(...note([await growth(store, subscriptions, events)]));
  const report = `# Relay benchmark

Measured by \`npm run bench -- relay\` on Node ${process.versions.node}, ${cpus().length} × ${cpus()[0]?.model.trim() ?? 'processor'}, load average ${busy} at the start. The load
generator, the targets, the relay and Postgres share the machine. Every event is on disk before it is answered, and no
target gets more than 17 a second for long, so there are ${ACCOUNTS} accounts with ${FAN_OUT} targets each.

${table([['', 'store', 'measured', 'bound', ''], ...rows])}

## Growth

700 events a second, then 200 a second to measure delivery, with this many subscriptions and pending events stored already.

${table([['', 'store', 'measured'], ...grown.map((one) => one.slice(0, 3))])}
`;
  console.log(report);
  if (write) writeFileSync(RESULTS, report);
};
