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
  /** Equal for repeats of one event; `null` where there is nothing to tell repeats by. */
  readonly dedupeKey: Buffer | null;
  readonly contentType: string | null;
  readonly body: Buffer;
}

export type Accepted = 'stored' | 'duplicate' | 'unknown-token';

/** One event on its way to one subscription. */
export interface Delivery {
  readonly event: string;
  readonly subscription: number;
  /** Public id of the subscription, which its signing secret is derived from. */
  readonly subscriptionId: string;
  /** Grows each time the subscription is confirmed; a 410 counts only against the generation it was sent to. */
  readonly generation: number;
  readonly target: number;
  readonly url: string;
  /** Whether the target's last answer was a failure. */
  readonly failing: boolean;
  /** Proves, when the result is noted, that no other process has taken the delivery over. */
  readonly claim: string;
  /** Counts all tries, this one included. */
  readonly attempt: number;
  /** The place in the retry schedule, from 1; starts again after a redelivery by hand. */
  readonly tries: number;
  readonly contentType: string | null;
  readonly body: Uint8Array;
  /** Milliseconds since the epoch by the store's clock. */
  readonly receivedAt: number;
}

export interface Claimed {
  readonly deliveries: readonly Delivery[];
  /** Milliseconds until a target may have something to send again; `null` where nothing waits. */
  readonly wait: number | null;
  /** The time of the claim, milliseconds since the epoch: the wall clock that all processes share. */
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
      /** The whole target rests so long, because it asked for it. */
      readonly pause: number;
    }
  | { readonly outcome: 'dead'; readonly error: string }
  /** Not tried after all: due again at once. */
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
  /** Used where no such subscription exists yet. */
  readonly id: string;
  readonly account: Account;
  readonly keyHash: string;
  readonly event: EventName;
  readonly url: string;
  /** The URL that was registered at the gateway with this key just now or before; `null` where there is none. */
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

/** A delivery that has no try left. */
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
  /** Milliseconds since the oldest pending event came in; 0 where none is pending. */
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
 * Keeps events until they are delivered. Every promise that resolves means that what it did is on disk; one that rejects
 * means that the store is down or full, and nothing or all of it was done.
 */
export interface Store {
  /** Stores events and what each subscription is to get of them, all or nothing. */
  accept(events: readonly NewEvent[]): Promise<readonly Accepted[]>;
  /** Takes what is due and may be sent now, for `LEASE` milliseconds. */
  claim(limit: number): Promise<Claimed>;
  /** Notes results; `false` where the lease had run out and the delivery is no longer this claim's. */
  settle(settlements: readonly Settlement[]): Promise<readonly boolean[]>;

  hasToken(token: string): Promise<boolean>;
  accountOfKey(keyHash: string): Promise<Account | null>;
  account(id: string): Promise<Account | null>;
  /** Whether this URL was registered with this key for the event within the last day, and somebody still listens. */
  isRegistered(keyHash: string, event: EventName, url: string): Promise<boolean>;
  /** The subscription's id: the one that exists for account, event and target, or the new one. */
  subscribe(subscription: NewSubscription): Promise<string>;
  unsubscribe(id: string): Promise<void>;
  view(account: string): Promise<AccountView>;

  dead(limit: number): Promise<readonly DeadDelivery[]>;
  /** Makes deliveries due now, dead or not; without an id all dead ones. Gives how many. */
  redeliver(id: { readonly event: string; readonly subscription: number } | null): Promise<number>;

  totals(): Promise<Totals>;
  targets(limit: number): Promise<readonly TargetView[]>;
  /** Adds to the counts of the present minute. */
  count(counts: Counts): Promise<void>;
  minutes(since: number): Promise<readonly Minute[]>;
  /** Deletes a bounded piece of what is no longer needed; gives whether there may be more. */
  sweep(): Promise<boolean>;
  /** Whether this is the secret that the store was first used with; the first one is remembered. */
  matchesSecret(fingerprint: string): Promise<boolean>;
  /** @throws Error where nothing can be written */
  ping(): Promise<void>;
  close(): Promise<void>;
}
