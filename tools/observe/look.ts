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

/** An exchange under the name of its probe, with the claims that were judged by it. */
export interface Probed extends Exchange {
  readonly probe: string;
  readonly claims: ReadonlySet<string>;
}

/** The most messages that one run sends. */
export const MOST_MESSAGES = 5;

/** What all looks of a run share. */
export interface Scene {
  readonly route: Route;
  readonly patience: Patience;
  readonly stop: AbortSignal;
  readonly traces: Traces;
  /** A word of this run alone, for references, names and texts. */
  readonly mark: string;
  /** A number that belongs to nobody, for opt-outs and contacts: digits only. */
  readonly nobody: string;
  /** The number that messages go to, digits only; `null` where nothing may be sent. */
  readonly recipient: string | null;
  readonly listener: Listener | null;
  readonly may: { readonly change: boolean };
  /** What the person gave beside the key, such as a login. */
  readonly given: Readonly<Record<string, string>>;
  /** Messages sent so far. */
  readonly sent: { count: number };
  /** How long a message may take until the log has it, or its end. */
  readonly settleMs: number;
  /** How long what is posted is waited for. */
  readonly waitMs: number;
}

interface Asked {
  readonly answer: Promise<Answer>;
  readonly claims: Set<string>;
}

/** One look at the gateway: each probe is asked once, whichever claims need it. */
export class Look {
  readonly scene: Scene;
  /** The claim that is judged at the moment. */
  claim = '';
  readonly probed: Probed[] = [];
  /** The claims that were judged by what came under a name of the listener. */
  readonly heard = new Map<string, Set<string>>();
  readonly #asked = new Map<string, Asked>();

  constructor(scene: Scene) {
    this.scene = scene;
  }

  /** The probes asked so far. */
  get probes(): readonly string[] {
    return [...this.#asked.keys()];
  }

  /** Notes that the present claim is judged by these probes too. */
  useAgain(probes: readonly string[]): void {
    for (const probe of probes) this.#asked.get(probe)?.claims.add(this.claim);
  }

  /**
   * The answer to a request. A probe is asked once in a look; later callers get the same answer.
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

  /** Asks for the same thing until `isThere`, as long as a message may take; gives the last answer. */
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

  /** The number that messages go to. @throws NotTried where nothing may be sent */
  get recipient(): string {
    const { recipient } = this.scene;
    if (recipient === null) throw new NotTried('needs --send and a confirmation');
    return recipient;
  }

  /**
   * Sends: a request that makes `messages` messages at most, to the one number.
   * @throws NotTried where it would be more than a run may send
   */
  async send(probe: string, wish: Wish, messages = 1): Promise<Answer> {
    const { sent } = this.scene;
    if (this.#asked.has(probe)) return this.ask(probe, wish);
    if (sent.count + messages > MOST_MESSAGES) {
      throw new NotTried(`a run sends at most ${MOST_MESSAGES} messages`);
    }
    sent.count += messages;
    const answer = await this.ask(probe, wish);
    // What is refused was not sent.
    if (answer.status >= 400 && answer.status < 500) sent.count -= messages;
    return answer;
  }

  /** Notes that something is about to be made, so that it is taken away again whatever happens. */
  leave(kind: string, mark: string): void {
    this.scene.traces.add(kind, mark);
  }

  /** What came to an address of the listener. @throws NotTried without one; Unclear where nothing came */
  arrivals(name: string, what: string): readonly Arrival[] {
    const { listener } = this.scene;
    if (!listener) throw new NotTried('needs --listen');
    this.heard.set(name, new Set([...(this.heard.get(name) ?? []), this.claim]));
    const arrived = listener.arrivals(name);
    if (arrived.length === 0) throw new Unclear(`no ${what} came`);
    return arrived;
  }
}

/** A row of steps whose facts several claims need: it is gone through once in a look. */
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
