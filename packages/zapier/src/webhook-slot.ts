import { GatewayError } from '@messaging/errors/gateway-error';
import { InvalidInputError } from '@messaging/errors/invalid-input';
import * as v from 'valibot';
import type { Cache } from './cache.ts';

const holderSchema = v.object({ url: v.string(), zap: v.fallback(v.nullable(v.string()), null) });

/** A Zap as the holder of a slot: the URL that its events go to, and its id where the platform tells it. */
export type Holder = v.InferOutput<typeof holderSchema>;

/** Has the gateway report an event to a URL. The last one to do so gets the events; an empty URL means nobody. */
export type Register = (url: string) => Promise<void>;

/** The record of who holds the one place that a gateway has for the receiver of an event. */
export interface Slot {
  /** Who holds it; `null` for nobody. */
  holder(): Promise<Holder | null>;
  /** Takes it if nobody holds it, as one step; the answer is who holds it then. */
  claim(zap: Holder): Promise<Holder>;
  /** Gives it to a Zap, or with `null` to nobody, whoever held it. */
  give(zap: Holder | null): Promise<void>;
}

const answered = async <R>(asked: Promise<R>): Promise<R> => {
  try {
    return await asked;
  } catch {
    throw new GatewayError(
      'Zapier did not say which Zap gets these events, so nothing was changed: switch this Zap on again in a few minutes.',
      { kind: 'unreachable' },
    );
  }
};

/**
 * The slot of an event of an account, named for both; its record has no end of life. Every method throws a GatewayError where the
 * platform's cache does not answer.
 */
export const openSlot = (cache: Cache, event: string): Slot => {
  const key = `slot:${event}`;
  const holder = async () => {
    const record = v.safeParse(holderSchema, await answered(cache.get(key)));
    return record.success ? record.output : null;
  };
  return {
    holder,
    claim: async (zap) => {
      // What the platform says to this is not documented, so who is there afterwards counts.
      await answered(cache.setIfAbsent(key, zap));
      return (await holder()) ?? zap;
    },
    give: (zap) => answered(zap ? cache.set(key, zap) : cache.delete(key)),
  };
};

/** A Zap that is switched on again may come with a new URL. */
const isSame = (one: Holder, other: Holder): boolean =>
  one.url === other.url || (one.zap !== null && one.zap === other.zap);

/** Puts the record back as it was, unless somebody else has taken the slot since. */
const backOut = async (slot: Slot, zap: Holder, before: Holder | null): Promise<void> => {
  if ((await slot.holder())?.url === zap.url) await slot.give(before);
};

/** Tells the gateway of the slot's holder until both agree; `told` is what it was told last. Gives what it was told then. */
const settle = async (slot: Slot, told: string, register: Register): Promise<string> => {
  const holder = await slot.holder();
  if (holder === null || holder.url === told) return told;
  await register(holder.url).catch(() => {});
  return settle(slot, holder.url, register);
};

/** What it takes to take a slot. */
export interface Taking {
  readonly register: Register;
  /** Whether another Zap may be replaced. */
  readonly force: boolean;
  /** Why the slot of another Zap is not given, as a sentence. */
  readonly refusal: string;
}

/**
 * Makes a Zap the receiver of the slot's events: first the record, so that of two Zaps at one moment only one goes on,
 * then the gateway. If that fails, the record is put back as it was; if the failure leaves open where the events go now,
 * the gateway is told of the former holder again. Whoever tells the gateway anything looks at the record once more, so
 * that the two agree in the end however many Zaps take over at one moment.
 * @throws InvalidInputError where another Zap holds the slot, or took it over meanwhile; GatewayError where the gateway or the
 * platform's cache failed
 */
export const takeSlot = async (
  slot: Slot,
  zap: Holder,
  { register, force, refusal }: Taking,
): Promise<void> => {
  let before = await slot.holder();
  try {
    const holder = before ?? (await slot.claim(zap));
    if (before !== null || holder.url !== zap.url) {
      if (!force && !isSame(holder, zap)) throw new InvalidInputError(refusal);
      before = holder;
      await slot.give(zap);
    }
    await register(zap.url);
  } catch (error) {
    await backOut(slot, zap, before).catch(() => {});
    const isOpen = error instanceof GatewayError && error.kind === 'unknown';
    if (isOpen) await settle(slot, zap.url, register).catch(() => {});
    throw error;
  }
  const told = await settle(slot, zap.url, register).catch(() => zap.url);
  if (told !== zap.url) throw new InvalidInputError(refusal);
};

/**
 * Gives the slot up if the Zap with that URL still holds it, and touches nothing if it does not. The gateway comes
 * first: once the record is gone, another Zap may register.
 */
export const leaveSlot = async (slot: Slot, url: string, register: Register): Promise<void> => {
  const holder = await slot.holder();
  if (holder?.url !== url) return;
  await register('').catch(() => {});
  if ((await slot.holder())?.url === url) await slot.give(null);
  else await settle(slot, '', register);
};
