import { createBatch } from '../batch.ts';
import type { Log } from '../log.ts';
import type { Metrics } from '../metrics.ts';
import { LEASE } from '../store/limits.ts';
import type { Delivery, Result, Settlement, Store } from '../store/store.ts';
import { type Answer, judge } from './schedule.ts';
import type { Sender } from './send.ts';

/** Deliveries in progress at once, over all targets. */
const CAPACITY = 2000;
/** Deliveries claimed in one transaction. */
const CLAIM = 256;
/** Milliseconds between claims, so that events that arrive meanwhile are claimed together. */
const SPACING = 4;
/**
 * Milliseconds until the next claim if nothing is known to be due: another process may have stored an event.
 */
const LOOK_AGAIN = 1000;

export interface Worker {
  /** Claims soon, because a delivery may be due. */
  wake(): void;
  /** Stops claiming. Resolves when the deliveries in progress are settled, or after `grace` milliseconds. */
  stop(grace: number): Promise<void>;
}

interface Tools {
  readonly store: Store;
  readonly sender: Sender;
  readonly retrySeconds: readonly number[];
  readonly metrics: Metrics;
  readonly log: Log;
  /** Called when a 410 has ended a subscription. */
  onGone(): void;
}

const pause = (milliseconds: number): Promise<void> =>
  new Promise((resolve) => {
    setTimeout(resolve, milliseconds);
  });

/** The log line for a result, if an operator needs one. A target that keeps failing is logged once. */
const newsOf = ({ outcome }: Result, wasFailing: boolean) => {
  if (outcome === 'dead') return { level: 'warn', message: 'delivery dead: no try left' } as const;
  if (outcome === 'gone')
    return { level: 'info', message: 'subscription removed: its target is gone' } as const;
  if (outcome === 'retry' && !wasFailing) return { level: 'warn', message: 'target fails' } as const;
  if (outcome === 'delivered' && wasFailing) return { level: 'info', message: 'target works again' } as const;
  return null;
};

/** Claims due deliveries, sends them, and settles them, until it is stopped. */
export const startWorker = ({ store, sender, retrySeconds, metrics, log, onGone }: Tools): Worker => {
  let onTheWay = 0;
  let isStopping = false;
  let isOver = false;
  let isClaiming = false;
  let isWoken = false;
  let timer: NodeJS.Timeout | undefined;
  let idle: () => void = () => undefined;

  const settle = createBatch<Settlement, boolean>((settlements) => store.settle(settlements), { items: 500 });

  /** Retries until the lease ends or the relay stops. The delivery is then claimed and sent again. */
  const note = async (settlement: Settlement, since: number): Promise<boolean> => {
    while (!isOver && performance.now() - since < LEASE) {
      try {
        return await settle(settlement);
      } catch {
        await pause(500);
      }
    }
    return false;
  };

  const report = ({ delivery, result }: Settlement, answer: Answer, wasMine: boolean): void => {
    if (!wasMine) {
      metrics.staleSettles.inc();
      return;
    }
    metrics.settled(result.outcome, answer);
    if (result.outcome === 'gone') onGone();
    const news = newsOf(result, delivery.failing);
    if (news === null) return;
    const origin = new URL(delivery.url).origin;
    const error = 'error' in result ? result.error : undefined;
    log[news.level]({ origin, attempt: delivery.attempt, error }, news.message);
  };

  const deliver = async (delivery: Delivery, claimedAt: number, wallTime: number): Promise<void> => {
    const started = performance.now();
    const answer = await sender.send(delivery, wallTime + (started - claimedAt));
    const result =
      isStopping && answer.status === null
        ? { outcome: 'released' as const }
        : judge(answer, delivery.tries, retrySeconds);
    metrics.deliverySeconds.observe((performance.now() - started) / 1000);
    if (result.outcome === 'delivered' && delivery.attempt === 1)
      metrics.latencySeconds.observe((wallTime + performance.now() - claimedAt - delivery.receivedAt) / 1000);
    report({ delivery, result }, answer, await note({ delivery, result }, claimedAt));
    onTheWay -= 1;
    metrics.onTheWay.set(onTheWay);
    if (isStopping && onTheWay === 0) idle();
    wake();
  };

  /** @returns milliseconds until the next claim */
  const claim = async (): Promise<number> => {
    try {
      const { deliveries, wait, now } = await store.claim(Math.min(CLAIM, CAPACITY - onTheWay));
      const claimedAt = performance.now();
      metrics.storeWorks();
      onTheWay += deliveries.length;
      for (const delivery of deliveries) void deliver(delivery, claimedAt, now);
      return onTheWay >= CAPACITY || wait === null ? LOOK_AGAIN : Math.min(wait, LOOK_AGAIN);
    } catch (error) {
      metrics.storeFailed(error);
      return LOOK_AGAIN;
    }
  };

  const loop = async (): Promise<void> => {
    isClaiming = true;
    clearTimeout(timer);
    let wait = 0;
    do {
      isWoken = false;
      wait = await claim();
      await pause(SPACING);
    } while (!isStopping && (isWoken || wait <= SPACING));
    isClaiming = false;
    if (!isStopping) timer = setTimeout(() => void loop(), wait);
  };

  const wake = (): void => {
    isWoken = true;
    if (!isClaiming && !isStopping) void loop();
  };

  void loop();
  return {
    wake,
    stop: async (grace) => {
      const end = performance.now() + grace;
      isStopping = true;
      clearTimeout(timer);
      const done = new Promise<void>((resolve) => {
        idle = resolve;
      });
      while (isClaiming && performance.now() < end) await pause(5);
      if (onTheWay > 0) await Promise.race([done, pause(Math.max(0, end - performance.now()))]);
      if (onTheWay > 0) {
        sender.abort();
        await Promise.race([done, pause(1000)]);
      }
      isOver = true;
    },
  };
};
