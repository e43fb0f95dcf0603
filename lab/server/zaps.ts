import type { Kind, Run, Values, Zap } from '../protocol.ts';
import type { Ending } from './runner.ts';

/** Zapier polls every minute at best. */
const POLL_MILLISECONDS = 60_000;

type Second = NonNullable<Zap['second']>;
type Event = Record<string, unknown>;

/** What the Zaps need of the app. */
export interface Methods {
  readonly isInstant: (trigger: string) => boolean;
  readonly label: (kind: Kind, key: string) => string;
  run(
    zap: Zap,
    method: 'performSubscribe' | 'performUnsubscribe' | 'perform' | 'poll',
    bundle: Record<string, unknown>,
    meta?: Record<string, unknown>,
  ): Promise<Ending>;
  /** Runs a Zap's second step for one event. */
  runSecond(zap: Zap, second: Second, event: Event): Promise<unknown>;
  targetUrl(zap: number): string;
  now(): number;
}

interface Entry {
  zap: Zap;
  /** Whether it is subscribed; events may come before. */
  isOn: boolean;
  subscribeData: unknown;
  seen: Set<string>;
  nextPoll: number;
  polling: boolean;
}

const isEvent = (value: unknown): value is Event => typeof value === 'object' && value !== null;

/** The Zaps that are on: instant ones are told of events, the others poll. */
export class Zaps {
  readonly #entries = new Map<number, Entry>();
  readonly #methods: Methods;
  #last = 0;

  constructor(methods: Methods) {
    this.#methods = methods;
  }

  list(): readonly Zap[] {
    return [...this.#entries.values()].flatMap(({ zap, isOn }) => (isOn ? [zap] : []));
  }

  /** Switches a Zap on; gives the run that failed, where it could not be. */
  async turnOn(given: {
    trigger: string;
    connection: string;
    values: Values;
    second: Zap['second'];
  }): Promise<Run | null> {
    this.#last += 1;
    const zap: Zap = {
      ...given,
      id: this.#last,
      label: this.#methods.label('triggers', given.trigger),
      events: 0,
    };
    const instant = this.#methods.isInstant(zap.trigger);
    const entry: Entry = {
      zap,
      isOn: false,
      subscribeData: undefined,
      seen: new Set(),
      nextPoll: this.#methods.now() + POLL_MILLISECONDS,
      polling: false,
    };
    const bundle = { targetUrl: this.#methods.targetUrl(zap.id) };
    // An event may come before the subscription is answered.
    this.#entries.set(zap.id, entry);
    const { run, results, failed } = await (instant
      ? this.#methods.run(zap, 'performSubscribe', bundle)
      : this.#methods.run(zap, 'poll', {}, { isPopulatingDedupe: true }));
    if (failed) {
      this.#entries.delete(zap.id);
      return run;
    }
    entry.isOn = true;
    if (instant) entry.subscribeData = results;
    else this.#takeNew(entry, results);
    return null;
  }

  /** Adds a second step to a Zap that is on, or takes it away. */
  setSecond(id: number, second: Zap['second']): void {
    const entry = this.#entries.get(id);
    if (entry) entry.zap = { ...entry.zap, second };
  }

  async turnOff(id: number): Promise<void> {
    const entry = this.#entries.get(id);
    if (!entry) return;
    this.#entries.delete(id);
    if (!this.#methods.isInstant(entry.zap.trigger)) return;
    const { subscribeData } = entry;
    await this.#methods.run(entry.zap, 'performUnsubscribe', {
      targetUrl: this.#methods.targetUrl(id),
      subscribeData,
    });
  }

  /** Hands a delivery to the trigger; false where there is no such Zap. */
  async deliver(id: number, delivery: object): Promise<boolean> {
    const entry = this.#entries.get(id);
    if (!entry) return false;
    const { subscribeData } = entry;
    const bundle = { targetUrl: this.#methods.targetUrl(id), ...delivery, subscribeData };
    const { results } = await this.#methods.run(entry.zap, 'perform', bundle);
    await this.#start(entry, Array.isArray(results) ? results : []);
    return true;
  }

  /** Polls the Zaps whose time has come. */
  tick(): void {
    for (const entry of this.#entries.values()) {
      if (this.#methods.isInstant(entry.zap.trigger) || entry.polling || entry.nextPoll > this.#methods.now())
        continue;
      void this.#poll(entry);
    }
  }

  async pollNow(id: number): Promise<void> {
    const entry = this.#entries.get(id);
    if (entry && !entry.polling) await this.#poll(entry);
  }

  async #poll(entry: Entry): Promise<void> {
    entry.polling = true;
    const { results } = await this.#methods.run(entry.zap, 'poll', {});
    entry.polling = false;
    entry.nextPoll = this.#methods.now() + POLL_MILLISECONDS;
    await this.#start(entry, this.#takeNew(entry, results));
  }

  #takeNew({ seen }: Entry, results: unknown): Event[] {
    const fresh = (Array.isArray(results) ? results : []).filter(
      (event) => isEvent(event) && !seen.has(String(event.id)),
    );
    for (const event of fresh) seen.add(String(event.id));
    return fresh;
  }

  async #start(entry: Entry, events: readonly unknown[]): Promise<void> {
    entry.zap = { ...entry.zap, events: entry.zap.events + events.length };
    const { second } = entry.zap;
    if (!second) return;
    for (const event of events) if (isEvent(event)) await this.#methods.runSecond(entry.zap, second, event);
  }
}
