import { randomUUID } from 'node:crypto';
import { GatewayError } from '@messaging/errors/gateway-error';
import { InvalidInputError } from '@messaging/errors/invalid-input';
import { hashOf } from '@messaging/gateway/hash';
import { orNothing } from '@messaging/gateway/unclear-send';
import * as v from 'valibot';
import type { Cache } from './cache.ts';

/** A gateway's ids for a message, `null` if there is none. */
export interface SentIds {
  readonly id: string | null;
  readonly batchId: string | null;
}

/** The identity of a send that must not repeat, and for how many seconds. */
export interface Guard {
  readonly identity: readonly string[];
  readonly seconds: number;
}

/** A send with an unknown outcome: when it started, and whether a logged reference is its own. */
export interface Attempt {
  readonly at: Date;
  readonly isIts: (reference: string | null) => boolean;
}

/** The outcome of the first send: sent or unclear. */
export type First = { readonly kind: 'sent'; readonly ids: SentIds } | { readonly kind: 'unclear' };

export interface Deduplication<R> {
  /** The reference of the message. */
  readonly reference: string;
  readonly work: () => Promise<R>;
  /** The ids to store, or `null` if the message may or may not have been sent. */
  readonly idsOf: (result: R) => SentIds | null;
  /** Finds an attempt in the gateway's log, or `null`. */
  readonly find: (attempt: Attempt) => Promise<SentIds | null>;
  readonly remaining: () => number;
}

const recordSchema = v.object({
  run: v.string(),
  /** Stays `begun` if a run was killed before it could store its outcome. */
  state: v.picklist(['begun', 'sent', 'unclear']),
  at: v.number(),
  reference: v.string(),
  id: v.nullable(v.string()),
  batch_id: v.nullable(v.string()),
});

type Attempted = v.InferOutput<typeof recordSchema>;

/** Zapier ends a step after 30 s, so an older run can no longer store its outcome. */
const LONGEST_RUN_MILLISECONDS = 30_000;
const PAUSE_MILLISECONDS = 500;

/** The time to leave for a look-up after waiting for another run. */
const LOOK_UP_MILLISECONDS = 8_000;

/** The whole hash, because two messages must never look the same. */
const HASH_DIGITS = 64;

const silent = (): GatewayError =>
  new GatewayError(
    'Could not check whether this message was sent before, so nothing was sent. Replay this run in a few minutes.',
    { kind: 'unreachable' },
  );

/** Parses a record. An unreadable one still means that there was a first send. */
const parsed = (record: unknown): Attempted => {
  const { success, output } = v.safeParse(recordSchema, record);
  return success ? output : { run: '', state: 'sent', at: 0, reference: '', id: null, batch_id: null };
};

class Claim {
  readonly #cache: Cache;
  readonly #key: string;
  readonly #seconds: number;

  constructor(cache: Cache, { identity, seconds }: Guard) {
    this.#cache = cache;
    this.#key = `once:${hashOf(identity, HASH_DIGITS)}`;
    this.#seconds = seconds;
  }

  /** Claims the guard, and returns the record that holds it, which is `ours` if it was free. */
  async take(ours: Attempted): Promise<Attempted> {
    try {
      // Reads first, because the cache may ignore "if absent", as the platform's test cache does.
      const earlier = await this.holder();
      if (earlier) return earlier;
      if ((await this.#cache.setIfAbsent(this.#key, ours, this.#seconds)) === true) return ours;
      const holder = await this.holder();
      if (holder) return holder;
    } catch {
      // The record may exist despite the error, and would block a replay of this run.
      await this.free(ours.run);
    }
    throw silent();
  }

  async holder(): Promise<Attempted | null> {
    const record = await this.#cache.get(this.#key);
    return record === null ? null : parsed(record);
  }

  /** Releases the guard if that run still holds it. Ignores cache errors. */
  async free(run: string): Promise<void> {
    try {
      if ((await this.holder())?.run === run) await this.#cache.delete(this.#key);
    } catch {
      return;
    }
  }

  /**
   * Stores the outcome for the rest of the guard's time. Ignores cache errors, which must not fail a send.
   */
  async settle(ended: Attempted): Promise<void> {
    const left = Math.ceil(this.#seconds - (Date.now() - ended.at) / 1000);
    if (left > 0) await this.#cache.set(this.#key, ended, left).catch(() => {});
  }
}

const isDefinite = (error: unknown): boolean =>
  error instanceof InvalidInputError || (error instanceof GatewayError && error.kind !== 'unknown');

/** Waits for the outcome of a guard's holder, or until it can have none. `null` if it released the guard. */
const ended = async (claim: Claim, holder: Attempted, remaining: () => number): Promise<Attempted | null> => {
  let seen: Attempted | null = holder;
  const isOpen = () => seen?.state === 'begun' && Date.now() < seen.at + LONGEST_RUN_MILLISECONDS;
  while (isOpen() && remaining() > LOOK_UP_MILLISECONDS) {
    await new Promise((resolve) => setTimeout(resolve, PAUSE_MILLISECONDS));
    seen = await claim.holder();
  }
  return seen;
};

/** Returns the outcome of the first send. If it is unclear, looks in the gateway's log. */
const recall = async (
  claim: Claim,
  record: Attempted,
  find: Deduplication<unknown>['find'],
): Promise<First> => {
  const { state, at, reference } = record;
  if (state === 'sent') return { kind: 'sent', ids: { id: record.id, batchId: record.batch_id } };
  const isIts = (word: string | null) => word !== null && hashOf(word, HASH_DIGITS) === reference;
  const ids = await orNothing(() => find({ at: new Date(at), isIts }));
  if (!ids) return { kind: 'unclear' };
  await claim.settle({ ...record, state: 'sent', id: ids.id, batch_id: ids.batchId });
  return { kind: 'sent', ids };
};

/** Claims all guards or none. Returns `null`, or the outcome of the first send that holds one of them. */
const takeAll = async (
  claims: readonly Claim[],
  ours: Attempted,
  { find, remaining }: Pick<Deduplication<unknown>, 'find' | 'remaining'>,
): Promise<First | null> => {
  for (const [index, claim] of claims.entries()) {
    const release = () => Promise.all(claims.slice(0, index).map((taken) => taken.free(ours.run)));
    try {
      let holder = await claim.take(ours);
      while (holder.run !== ours.run) {
        const end = await ended(claim, holder, remaining);
        if (end) {
          await release();
          return await recall(claim, end, find);
        }
        holder = await claim.take(ours);
      }
    } catch (error) {
      await release();
      throw error instanceof GatewayError ? error : silent();
    }
  }
  return null;
};

/**
 * Sends a message once across all runs and Zaps of a connection. The first run to claim all guards sends it;
 * the others get its outcome, and wait for it if it is still running. A definite failure releases the guards.
 * An unclear outcome keeps them, and repeats look in the gateway's log.
 *
 * The cache holds only hashes of identity and reference. They are not keyed, because the only secret is the
 * API key, and a new key must not make earlier messages count as unsent.
 * @throws GatewayError of kind `unreachable`, with nothing sent, if the cache fails; and whatever `work`
 * throws
 */
export const deduplicate = async <R>(
  cache: Cache,
  guards: readonly Guard[],
  given: Deduplication<R>,
): Promise<{ readonly result: R } | { readonly first: First }> => {
  const claims = guards.map((guard) => new Claim(cache, guard));
  const ours: Attempted = {
    run: randomUUID(),
    state: 'begun',
    at: Date.now(),
    reference: hashOf(given.reference, HASH_DIGITS),
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
