import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import type { Answer } from './delivery/schedule.ts';
import type { Log } from './log.ts';
import { COUNTS, type Counts, type Result, type Totals } from './store/store.ts';

const SECONDS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300];

const noCounts = (): Counts => ({ accepted: 0, duplicates: 0, delivered: 0, retried: 0, dead: 0 });

const statusClass = (answer: Answer): string =>
  answer.status === null ? 'none' : `${Math.floor(answer.status / 100)}xx`;

/** Counters for Prometheus and for the status page. */
export const createMetrics = (log: Log) => {
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry });
  const accepted = new Counter({
    name: 'relay_events_accepted_total',
    help: 'Events answered with 200, by what became of them.',
    labelNames: ['result'],
    registers,
  });
  const refused = new Counter({
    name: 'relay_events_refused_total',
    help: 'Events not answered with 200, by status.',
    labelNames: ['status'],
    registers,
  });
  const deliveries = new Counter({
    name: 'relay_deliveries_total',
    help: 'Tries by outcome (delivered, retried, dead, gone, released) and by the class of the answer.',
    labelNames: ['outcome', 'answer'],
    registers,
  });
  const gauges = Object.entries({
    pending: 'Deliveries that wait or are on the way.',
    dead: 'Deliveries without a try left, kept for seven days.',
    oldest: 'Seconds since the oldest pending event came in.',
    failing: 'Targets whose last answer was a failure.',
    subscriptions: 'Subscriptions.',
    accounts: 'Accounts.',
  }).map(
    ([name, help]) =>
      [
        name,
        new Gauge({ name: `relay_${name === 'oldest' ? 'oldest_pending_seconds' : name}`, help, registers }),
      ] as const,
  );
  const storeFailures = new Counter({
    name: 'relay_store_failures_total',
    help: 'Calls of the store that failed.',
    registers,
  });
  // These series exist from the start, so that the first failure shows as an increase.
  for (const result of ['stored', 'duplicate']) accepted.inc({ result }, 0);
  for (const [outcome, answer] of [
    ['delivered', '2xx'],
    ['retried', '5xx'],
    ['dead', '5xx'],
  ] as const)
    deliveries.inc({ outcome, answer }, 0);
  let counts = noCounts();
  let isStoreDown = false;

  return {
    registry,
    acceptSeconds: new Histogram({
      name: 'relay_accept_seconds',
      help: 'From the request to the answer of an event.',
      buckets: SECONDS,
      registers,
    }),
    deliverySeconds: new Histogram({
      name: 'relay_delivery_seconds',
      help: 'How long one try took.',
      buckets: SECONDS,
      registers,
    }),
    latencySeconds: new Histogram({
      name: 'relay_latency_seconds',
      help: 'From accepted to delivered, for deliveries that needed one try.',
      buckets: SECONDS,
      registers,
    }),
    onTheWay: new Gauge({ name: 'relay_on_the_way', help: 'Tries in progress.', registers }),
    staleSettles: new Counter({
      name: 'relay_stale_settles_total',
      help: 'Results that came after their lease had run out.',
      registers,
    }),
    accepted(result: 'stored' | 'duplicate'): void {
      accepted.inc({ result });
      counts[result === 'stored' ? 'accepted' : 'duplicates'] += 1;
    },
    refused(status: number): void {
      refused.inc({ status });
    },
    settled(outcome: Result['outcome'], answer: Answer): void {
      deliveries.inc({ outcome: outcome === 'retry' ? 'retried' : outcome, answer: statusClass(answer) });
      if (outcome === 'delivered' || outcome === 'dead') counts[outcome] += 1;
      else if (outcome === 'retry') counts.retried += 1;
    },
    /** The counts since the last call, or `null` if all are zero. */
    takeCounts(): Counts | null {
      const taken = counts;
      counts = noCounts();
      return COUNTS.some((name) => taken[name] > 0) ? taken : null;
    },
    totals(totals: Totals): void {
      for (const [name, gauge] of gauges) {
        const value = Object.entries(totals).find(([key]) => key === name)?.[1] ?? 0;
        gauge.set(name === 'oldest' ? value / 1000 : value);
      }
    },
    storeFailed(error: unknown): void {
      storeFailures.inc();
      if (!isStoreDown) log.error({ cause: causeOf(error) }, 'store down');
      isStoreDown = true;
    },
    storeWorks(): void {
      if (isStoreDown) log.info('store back');
      isStoreDown = false;
    },
  };
};

/** The name and code of a driver's error. Its message may hold values, so it is not logged. */
const causeOf = (error: unknown): string =>
  error instanceof Error
    ? 'code' in error
      ? `${error.name} ${String(error.code)}`
      : error.name
    : typeof error;

export type Metrics = ReturnType<typeof createMetrics>;
