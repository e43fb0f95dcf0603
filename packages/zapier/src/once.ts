import { createHash, randomUUID } from 'node:crypto';
import { GatewayError } from '@messaging/errors/gateway-error';
import { InvalidInputError } from '@messaging/errors/invalid-input';
import { orNothing } from '@messaging/gateway/unclear-send';
import * as v from 'valibot';
import type { Cache } from './cache.ts';

/** The ids that a gateway gave a message; `null` where it gave none. */
export interface SentIds {
  readonly id: string | null;
  readonly batchId: string | null;
}

/** What must not be done twice, and for how many seconds. */
export interface Guard {
  readonly identity: readonly string[];
  readonly seconds: number;
}

/** A send whose end is open: when it began, and whether a reference of the log is its own. */
export interface Attempt {
  readonly at: Date;
  readonly isIts: (reference: string | null) => boolean;
}

/** What became of the first one: it was sent, or nobody knows. */
export type First = { readonly kind: 'sent'; readonly ids: SentIds } | { readonly kind: 'unclear' };

export interface Once<R> {
  /** The reference that the message goes out with. */
  readonly reference: string;
  /** Sends the message. */
  readonly work: () => Promise<R>;
  /** What to remember of a result; `null` where it may or may not have been sent. */
  readonly idsOf: (result: R) => SentIds | null;
  /** Looks for an attempt in the gateway's log; `null` where it does not stand there. */
  readonly find: (attempt: Attempt) => Promise<SentIds | null>;
  /** The milliseconds left of the step. */
  readonly remaining: () => number;
}

const recordSchema = v.object({
  run: v.string(),
  /** `begun` stays where a run ended before it could say how. */
  state: v.picklist(['begun', 'sent', 'unclear']),
  at: v.number(),
  reference: v.string(),
  id: v.nullable(v.string()),
  batch_id: v.nullable(v.string()),
});

type Attempted = v.InferOutput<typeof recordSchema>;

/** Zapier ends a step after 30 s, so a run that began earlier will not say any more how it ended. */
const LONGEST_RUN_MILLISECONDS = 30_000;
const PAUSE_MILLISECONDS = 500;

/** What is left of the step for the look-up when another run is waited for. */
const LOOK_UP_MILLISECONDS = 8_000;

const hashOf = (value: unknown): string => createHash('sha256').update(JSON.stringify(value)).digest('hex');

const silent = (): GatewayError =>
  new GatewayError(
    'Zapier did not say whether this was sent before, so nothing was sent now. Replay this run in a few minutes.',
    { kind: 'unreachable' },
  );

/** A record of an earlier version, or one that cannot be read, still says that there was a first one. */
const parsed = (record: unknown): Attempted => {
  const { success, output } = v.safeParse(recordSchema, record);
  return success ? output : { run: '', state: 'sent', at: 0, reference: '', id: null, batch_id: null };
};

/** The record of one guard. */
class Claim {
  readonly #cache: Cache;
  readonly #key: string;
  readonly #seconds: number;

  constructor(cache: Cache, { identity, seconds }: Guard) {
    this.#cache = cache;
    this.#key = `once:${hashOf(identity)}`;
    this.#seconds = seconds;
  }

  /** The record that holds the guard, which is `ours` where nobody was there before; `null` for nobody. */
  async take(ours: Attempted): Promise<Attempted> {
    try {
      if ((await this.#cache.setIfAbsent(this.#key, ours, this.#seconds)) === true) return ours;
      const holder = await this.holder();
      if (holder) return holder;
    } catch {
      // It may be recorded all the same, and would hold back the replay of this run.
      await this.free(ours.run);
    }
    throw silent();
  }

  async holder(): Promise<Attempted | null> {
    const record = await this.#cache.get(this.#key);
    return record === null ? null : parsed(record);
  }

  /** Gives the guard up, if it is still held by that run; a cache that fails costs nothing but the guard. */
  async free(run: string): Promise<void> {
    try {
      if ((await this.holder())?.run === run) await this.#cache.delete(this.#key);
    } catch {
      return;
    }
  }

  /** Writes down how a run ended, for what is left of the guard's time; a cache that fails must not fail a send. */
  async settle(ended: Attempted): Promise<void> {
    const left = Math.ceil(this.#seconds - (Date.now() - ended.at) / 1000);
    if (left > 0) await this.#cache.set(this.#key, ended, left).catch(() => {});
  }
}

const isDefinite = (error: unknown): boolean =>
  error instanceof InvalidInputError || (error instanceof GatewayError && error.kind !== 'unknown');

/** How the holder of a guard ended, once it did or can no longer; `null` where it gave the guard up meanwhile. */
const ended = async (claim: Claim, holder: Attempted, remaining: () => number): Promise<Attempted | null> => {
  let seen: Attempted | null = holder;
  const isOpen = () => seen?.state === 'begun' && Date.now() < seen.at + LONGEST_RUN_MILLISECONDS;
  while (isOpen() && remaining() > LOOK_UP_MILLISECONDS) {
    await new Promise((resolve) => setTimeout(resolve, PAUSE_MILLISECONDS));
    seen = await claim.holder();
  }
  return seen;
};

/** What became of the first one; one that is unclear is looked for in the gateway's log. */
const recall = async (claim: Claim, record: Attempted, find: Once<unknown>['find']): Promise<First> => {
  const { state, at, reference } = record;
  if (state === 'sent') return { kind: 'sent', ids: { id: record.id, batchId: record.batch_id } };
  const isIts = (word: string | null) => word !== null && hashOf(word) === reference;
  const ids = await orNothing(() => find({ at: new Date(at), isIts }));
  if (!ids) return { kind: 'unclear' };
  await claim.settle({ ...record, state: 'sent', id: ids.id, batch_id: ids.batchId });
  return { kind: 'sent', ids };
};

/** Takes all guards for a run, or none: what became of the first one that holds one of them, or `null`. */
const takeAll = async (
  claims: readonly Claim[],
  ours: Attempted,
  { find, remaining }: Pick<Once<unknown>, 'find' | 'remaining'>,
): Promise<First | null> => {
  for (const [index, claim] of claims.entries()) {
    const giveBack = () => Promise.all(claims.slice(0, index).map((taken) => taken.free(ours.run)));
    try {
      let holder = await claim.take(ours);
      while (holder.run !== ours.run) {
        const end = await ended(claim, holder, remaining);
        if (end) {
          await giveBack();
          return await recall(claim, end, find);
        }
        holder = await claim.take(ours);
      }
    } catch (error) {
      await giveBack();
      throw error instanceof GatewayError ? error : silent();
    }
  }
  return null;
};

/**
 * Sends something that must not be sent twice, whichever run of whichever Zap on the connection asks: the first to claim
 * all guards sends it, the others learn what became of it. If it definitely was not sent, the guards are free again; if
 * that is unclear, they stay, and a repeat looks in the gateway's log. A repeat while the first one runs waits for its
 * end. The cache keeps only hashes of identity and reference. They take no key: the only secret at hand is the API key,
 * and a new one must not make everything count as not sent yet.
 * @throws GatewayError of kind `unreachable`, with nothing sent, where the cache does not say who was first; whatever
 * `work` throws
 */
export const once = async <R>(
  cache: Cache,
  guards: readonly Guard[],
  given: Once<R>,
): Promise<{ readonly result: R } | { readonly first: First }> => {
  const claims = guards.map((guard) => new Claim(cache, guard));
  const ours: Attempted = {
    run: randomUUID(),
    state: 'begun',
    at: Date.now(),
    reference: hashOf(given.reference),
    id: null,
    batch_id: null,
  };
  const first = await takeAll(claims, ours, given);
  if (first) return { first };
  const settleAll = (ids: SentIds | null) =>
    Promise.all(
      claims.map((claim) =>
        claim.settle(
          ids ? { ...ours, state: 'sent', id: ids.id, batch_id: ids.batchId } : { ...ours, state: 'unclear' },
        ),
      ),
    );
  try {
    const result = await given.work();
    await settleAll(given.idsOf(result));
    return { result };
  } catch (error) {
    if (isDefinite(error)) await Promise.all(claims.map((claim) => claim.free(ours.run)));
    else await settleAll(null);
    throw error;
  }
};
