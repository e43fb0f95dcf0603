import { NotTried, Unclear } from './claim.ts';
import type { Arrival, Listener } from './listener.ts';
import {
  type Answer,
  askPatiently,
  type Exchange,
  type Patience,
  pauseFor,
  type Route,
  type Wish,
} from './network.ts';
import type { Traces } from './traces.ts';

/** An exchange with the name of its probe and the claims that it decides. */
export interface Probed extends Exchange {
  readonly probe: string;
  readonly claims: ReadonlySet<string>;
}

/** The maximum number of messages that a run sends. */
export const MOST_MESSAGES = 5;

/** What all looks of a run share. */
export interface Scene {
  readonly route: Route;
  readonly patience: Patience;
  readonly stop: AbortSignal;
  readonly traces: Traces;
  /** A word unique to this run, for references, names, and texts. */
  readonly mark: string;
  /** An unassigned number for opt-outs and contacts, digits only. */
  readonly nobody: string;
  /** The number to send messages to, digits only, or `null` if sending is not allowed. */
  readonly recipient: string | null;
  readonly listener: Listener | null;
  readonly may: { readonly change: boolean };
  /** The values that the person gave in addition to the key, such as a login. */
  readonly given: Readonly<Record<string, string>>;
  /** The number of messages sent so far. */
  readonly sent: { count: number };
  /** The longest time until a message is in the log, or final. */
  readonly settleMs: number;
  /** The longest time to wait for deliveries. */
  readonly waitMs: number;
}

interface Asked {
  readonly answer: Promise<Answer>;
  readonly claims: Set<string>;
}

/** One pass over the gateway. Makes each probe once, whichever claims need it. */
export class Look {
  readonly scene: Scene;
  /** The claim being checked. */
  claim = '';
  readonly probed: Probed[] = [];
  /** The claims that deliveries decide, by the name of their URL. */
  readonly heard = new Map<string, Set<string>>();
  readonly #asked = new Map<string, Asked>();

  constructor(scene: Scene) {
    this.scene = scene;
  }

  /** The probes made so far. */
  get probes(): readonly string[] {
    return [...this.#asked.keys()];
  }

  /** Records that these probes also decide the current claim. */
  useAgain(probes: readonly string[]): void {
    for (const probe of probes) this.#asked.get(probe)?.claims.add(this.claim);
  }

  /**
   * Makes a request. A probe is made once per look; later callers get the same response.
   * @throws Disturbed, Stopped
   */
  ask(probe: string, wish: Wish): Promise<Answer> {
    const known = this.#asked.get(probe);
    if (known) {
      known.claims.add(this.claim);
      return known.answer;
    }
    const claims = new Set([this.claim]);
    const { route, patience, stop } = this.scene;
    const answer = askPatiently(route, wish, patience, stop).then((exchange) => {
      this.probed.push({ ...exchange, probe, claims });
      return exchange.answer;
    });
    this.#asked.set(probe, { answer, claims });
    return answer;
  }

  /** Repeats a request until `isThere` or `settleMs` have passed. Returns the last response. */
  async askUntil(probe: string, wish: Wish, isThere: (answer: Answer) => boolean): Promise<Answer> {
    const { route, patience, stop, settleMs } = this.scene;
    const end = Date.now() + settleMs;
    for (;;) {
      const exchange = await askPatiently(route, wish, patience, stop);
      if (isThere(exchange.answer) || Date.now() >= end) {
        const claims = new Set([this.claim]);
        this.probed.push({ ...exchange, probe, claims });
        this.#asked.set(probe, { answer: Promise.resolve(exchange.answer), claims });
        return exchange.answer;
      }
      await pauseFor(Math.min(1_000, settleMs / 20), stop);
    }
  }

  /** The number to send messages to. @throws NotTried if sending is not allowed */
  get recipient(): string {
    const { recipient } = this.scene;
    if (recipient === null) throw new NotTried('needs --send and a confirmation');
    return recipient;
  }

  /**
   * Makes a request that sends up to `messages` messages to that number.
   * @throws NotTried if a run may not send that many
   */
  async send(probe: string, wish: Wish, messages = 1): Promise<Answer> {
    const { sent } = this.scene;
    if (this.#asked.has(probe)) return this.ask(probe, wish);
    if (sent.count + messages > MOST_MESSAGES) {
      throw new NotTried(`a run sends at most ${MOST_MESSAGES} messages`);
    }
    sent.count += messages;
    const answer = await this.ask(probe, wish);
    // A refused request sent nothing.
    if (answer.status >= 400 && answer.status < 500) sent.count -= messages;
    return answer;
  }

  /** Records that something is about to be created, so that it is removed even if the run fails. */
  leave(kind: string, mark: string): void {
    this.scene.traces.add(kind, mark);
  }

  /**
   * The deliveries to a URL of the listener. @throws NotTried without a listener; Unclear if nothing arrived
   */
  arrivals(name: string, what: string): readonly Arrival[] {
    const { listener } = this.scene;
    if (!listener) throw new NotTried('needs --listen');
    this.heard.set(name, new Set([...(this.heard.get(name) ?? []), this.claim]));
    const arrived = listener.arrivals(name);
    if (arrived.length === 0) throw new Unclear(`no ${what} came`);
    return arrived;
  }
}

/** Shares the result of several steps between claims. Runs the steps once per look. */
export const course = <T>(work: (look: Look) => Promise<T>): ((look: Look) => Promise<T>) => {
  const known = new WeakMap<Look, { readonly facts: Promise<T>; readonly before: number }>();
  return async (look) => {
    const begun = known.get(look);
    if (begun) {
      try {
        return await begun.facts;
      } finally {
        look.useAgain(usedBy.get(begun.facts) ?? []);
      }
    }
    const before = look.probes.length;
    const facts = work(look);
    known.set(look, { facts, before });
    try {
      return await facts;
    } finally {
      usedBy.set(facts, look.probes.slice(before));
    }
  };
};

const usedBy = new WeakMap<Promise<unknown>, readonly string[]>();
