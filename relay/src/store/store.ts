/** What an account's webhook can report. */
export const EVENTS = ['receipt', 'incoming', 'click'] as const;
export type EventName = (typeof EVENTS)[number];

const isEvent = (name: string): name is EventName => EVENTS.some((event) => event === name);

/** @throws TypeError for any other word */
export const readEvent = (name: string): EventName => {
  if (isEvent(name)) return name;
  throw new TypeError(`"${name}" is not an event.`);
};

/** An event as a gateway posted it. */
export interface NewEvent {
  /** UUID version 7, so that the index grows at its end. */
  readonly id: string;
  readonly token: string;
  readonly event: EventName;
  /** Equal for repeats of one event; `null` if repeats cannot be detected. */
  readonly dedupeKey: Buffer | null;
  readonly contentType: string | null;
  readonly body: Buffer;
}

export type Accepted = 'stored' | 'duplicate' | 'unknown-token';

/** An event for one subscription. */
export interface Delivery {
  readonly event: string;
  readonly subscription: number;
  /** Public id of the subscription. Its signing secret is derived from it. */
  readonly subscriptionId: string;
  /**
   * Grows each time the subscription is confirmed; a 410 counts only against the generation it was sent to.
   */
  readonly generation: number;
  readonly target: number;
  readonly url: string;
  /** Whether the last try to the target failed. */
  readonly failing: boolean;
  /** Proves, when the result is stored, that no other process has claimed the delivery. */
  readonly claim: string;
  /** The number of tries, including this one. */
  readonly attempt: number;
  /** The position in the retry schedule, from 1. Starts again after a manual redelivery. */
  readonly tries: number;
  readonly contentType: string | null;
  readonly body: Uint8Array;
  /** Milliseconds since the epoch by the store's clock. */
  readonly receivedAt: number;
}

export interface Claimed {
  readonly deliveries: readonly Delivery[];
  /** Milliseconds until a delivery may be due, or `null` if none is waiting. */
  readonly wait: number | null;
  /** The time of the claim by the clock that all processes share, in milliseconds since the epoch. */
  readonly now: number;
}

/** How a try ended. `delay` in milliseconds. */
export type Result =
  | { readonly outcome: 'delivered' }
  | { readonly outcome: 'gone'; readonly delay: number; readonly error: string }
  | {
      readonly outcome: 'retry';
      readonly delay: number;
      readonly error: string;
      /** Milliseconds that the whole target pauses, after a 429. */
      readonly pause: number;
    }
  | { readonly outcome: 'dead'; readonly error: string }
  /** Aborted because the relay stopped. Due again immediately. */
  | { readonly outcome: 'released' };

export interface Settlement {
  readonly delivery: Delivery;
  readonly result: Result;
}

export interface Account {
  readonly id: string;
  readonly token: string;
}

export interface NewSubscription {
  /** Used if no such subscription exists yet. */
  readonly id: string;
  readonly account: Account;
  readonly keyHash: string;
  readonly event: EventName;
  readonly url: string;
  /** The URL registered at the gateway with this key, or `null`. */
  readonly registered: string | null;
}

export interface SubscriptionView {
  readonly id: string;
  readonly event: EventName;
  readonly created_at: number;
  readonly pending: number;
  readonly last_delivered_at: number | null;
  readonly last_error: string | null;
}

export interface AccountView {
  readonly subscriptions: readonly SubscriptionView[];
  readonly last_event_at: number | null;
}

/** A delivery with no tries left. */
export interface DeadDelivery {
  readonly event: string;
  readonly subscription: number;
  readonly kind: EventName;
  readonly url: string;
  readonly attempt: number;
  readonly dead_at: number;
  readonly error: string | null;
}

export interface Totals {
  readonly accounts: number;
  readonly subscriptions: number;
  readonly pending: number;
  readonly dead: number;
  /** Milliseconds since the oldest pending event arrived, or 0 if none is pending. */
  readonly oldest: number;
  readonly failing: number;
}

/** A target for the operator. */
export interface TargetView {
  readonly account: string;
  readonly event: EventName;
  readonly url: string;
  readonly pending: number;
  readonly dead: number;
  readonly failing_since: number | null;
  readonly last_error: string | null;
}

export const COUNTS = ['accepted', 'duplicates', 'delivered', 'retried', 'dead'] as const;
export type Counts = Record<(typeof COUNTS)[number], number>;
export type Minute = { readonly minute: number } & Readonly<Counts>;

/**
 * Keeps events until they are delivered. A promise resolves once the change is on disk. It rejects if the
 * store is down or full; then nothing or everything was changed.
 */
export interface Store {
  /** Stores events and their deliveries, all or nothing. */
  accept(events: readonly NewEvent[]): Promise<readonly Accepted[]>;
  /** Claims deliveries that are due and within their target's rate, for `LEASE` milliseconds. */
  claim(limit: number): Promise<Claimed>;
  /** Stores results. `false` for a delivery whose lease ended and that was claimed again. */
  settle(settlements: readonly Settlement[]): Promise<readonly boolean[]>;

  hasToken(token: string): Promise<boolean>;
  accountOfKey(keyHash: string): Promise<Account | null>;
  account(id: string): Promise<Account | null>;
  /**
   * Whether this key registered the URL for the event within the last day, and a subscription still exists.
   */
  isRegistered(keyHash: string, event: EventName, url: string): Promise<boolean>;
  /** @returns the id of the subscription for account, event and target, which may exist already */
  subscribe(subscription: NewSubscription): Promise<string>;
  unsubscribe(id: string): Promise<void>;
  view(account: string): Promise<AccountView>;

  dead(limit: number): Promise<readonly DeadDelivery[]>;
  /** Makes a delivery due now, or all dead ones without an id. @returns how many */
  redeliver(id: { readonly event: string; readonly subscription: number } | null): Promise<number>;

  totals(): Promise<Totals>;
  targets(limit: number): Promise<readonly TargetView[]>;
  /** Adds to the counts of the current minute. */
  count(counts: Counts): Promise<void>;
  minutes(since: number): Promise<readonly Minute[]>;
  /** Deletes up to `SWEEP` unneeded rows of each kind. @returns whether there may be more */
  sweep(): Promise<boolean>;
  /** Whether the store was first used with this secret. Stores the first one. */
  matchesSecret(fingerprint: string): Promise<boolean>;
  /** @throws Error if the store cannot be written to */
  ping(): Promise<void>;
  close(): Promise<void>;
}
