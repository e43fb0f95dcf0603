import { createHash } from 'node:crypto';
import { GatewayError } from '@messaging/errors/gateway-error';
import { InvalidInputError } from '@messaging/errors/invalid-input';
import { type Cache, openCache } from '@messaging/zapier/cache';
import type { Subscription } from '@messaging/zapier/hook-trigger';
import { readFlag, readLine } from '@messaging/zapier/input';
import * as v from 'valibot';
import type { Bundle, ZObject } from 'zapier-platform-core';
import { bareKey } from './api/connection.ts';
import { hookRegistrar, type InstantTrigger } from './api/hooks.ts';
import { takeOver } from './fields/take-over.ts';
import type { Step } from './step.ts';

/** Subscriptions at Mobivate, which has one webhook URL per event and account. */

const holderSchema = v.object({ url: v.string(), zap: v.fallback(v.nullable(v.string()), null) });

/** The Zap that holds a slot: the URL for its events, and its id if known. */
export type Holder = v.InferOutput<typeof holderSchema>;

/** Registers a URL for an event at the gateway. The last URL wins; an empty one unregisters. */
export type Register = (url: string) => Promise<void>;

/** The record of which Zap holds the webhook slot of an event. */
export interface Slot {
  holder(): Promise<Holder | null>;
  /** Atomically claims the slot if it is free, and returns the holder. */
  claim(zap: Holder): Promise<Holder>;
  /** Sets the holder, or with `null` frees the slot. */
  give(zap: Holder | null): Promise<void>;
}

const answered = async <R>(asked: Promise<R>): Promise<R> => {
  try {
    return await asked;
  } catch {
    throw new GatewayError(
      'Could not check which Zap gets these events, so nothing was changed. Turn this Zap on again in a few minutes.',
      { kind: 'unreachable' },
    );
  }
};

/** Opens the slot of an event. Its record never expires. Every method throws a GatewayError if the cache fails. */
export const openSlot = (cache: Cache, event: string): Slot => {
  const key = `slot:${event}`;
  const holder = async () => {
    const record = v.safeParse(holderSchema, await answered(cache.get(key)));
    return record.success ? record.output : null;
  };
  return {
    holder,
    claim: async (zap) => {
      // The result is not documented, so read the holder afterwards.
      await answered(cache.setIfAbsent(key, zap));
      return (await holder()) ?? zap;
    },
    give: (zap) => answered(zap ? cache.set(key, zap) : cache.delete(key)),
  };
};

/** Compares by id too, because a Zap may have a new URL when it is turned on again. */
const isSame = (one: Holder, other: Holder): boolean =>
  one.url === other.url || (one.zap !== null && one.zap === other.zap);

/** Restores the previous record, unless another Zap has taken the slot since. */
const backOut = async (slot: Slot, zap: Holder, before: Holder | null): Promise<void> => {
  if ((await slot.holder())?.url === zap.url) await slot.give(before);
};

/** Registers the slot's holder until gateway and record agree. Returns the last registered URL. */
const settle = async (slot: Slot, told: string, register: Register): Promise<string> => {
  const holder = await slot.holder();
  if (holder === null || holder.url === told) return told;
  await register(holder.url).catch(() => {});
  return settle(slot, holder.url, register);
};

export interface Taking {
  readonly register: Register;
  readonly force: boolean;
  /** The error if another Zap holds the slot. */
  readonly occupied: string;
}

/**
 * Gives the slot to a Zap. Writes the record first, so that only one of several concurrent Zaps continues, then registers
 * at the gateway. On failure, restores the record, and registers the former holder again if the outcome is unclear. Every
 * registration re-reads the record afterwards, so that both agree after concurrent take-overs.
 * @throws InvalidInputError if another Zap holds the slot or takes it meanwhile; GatewayError if the gateway or the cache
 * fails
 */
export const takeSlot = async (
  slot: Slot,
  zap: Holder,
  { register, force, occupied }: Taking,
): Promise<void> => {
  let before = await slot.holder();
  try {
    const holder = before ?? (await slot.claim(zap));
    if (before !== null || holder.url !== zap.url) {
      if (!force && !isSame(holder, zap)) throw new InvalidInputError(occupied);
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
  if (told !== zap.url) throw new InvalidInputError(occupied);
};

/**
 * Frees the slot if the Zap with that URL still holds it. Unregisters at the gateway first, because another Zap may
 * register once the record is gone.
 */
export const leaveSlot = async (slot: Slot, url: string, register: Register): Promise<void> => {
  const holder = await slot.holder();
  if (holder?.url !== url) return;
  await register('').catch(() => {});
  if ((await slot.holder())?.url === url) await slot.give(null);
  else await settle(slot, '', register);
};

/** The URL of this Zap. After subscribing, it is the ID of the subscription. */
const addressOf = ({ subscribeData, targetUrl }: Bundle): string => {
  const url = subscribeData?.id ?? targetUrl;
  if (url) return url;
  throw new InvalidInputError('Zapier gave no webhook URL for this Zap. Turn the Zap off and on again.');
};

/** Connections with the same key share the slot. */
const slotOf = (z: ZObject, { authData }: Bundle, { event }: InstantTrigger): Slot => {
  const account = createHash('sha256').update(bareKey(authData.api_key)).digest('hex');
  return openSlot(openCache(z, 'user'), `${event}:${account}`);
};

/**
 * The subscription of an instant trigger at Mobivate. A second Zap on the same event is refused, unless it takes over.
 */
export const slotSubscription = (trigger: InstantTrigger): Subscription<Step> => {
  const occupied = `Another Zap already uses ${trigger.label}, and only one Zap can. ${trigger.secondZap} Or set ${takeOver.label} to yes here to stop the other Zap.`;
  const registrarOf = ({ mobivate, relay }: Step): Register =>
    // With a relay, the URL is the relay's, so an older Zap must not change it.
    relay ? async () => {} : hookRegistrar(mobivate, trigger);
  return {
    check: (step) => {
      registrarOf(step);
    },
    subscribe: async (step, bundle) => {
      const url = addressOf(bundle);
      const force = readFlag(takeOver.label, bundle.inputData[takeOver.key]) === true;
      const zap = { url, zap: readLine(bundle.meta?.zap?.id) ?? null };
      await takeSlot(slotOf(step.z, bundle, trigger), zap, { register: registrarOf(step), force, occupied });
      return { id: url, event: trigger.event };
    },
    unsubscribe: async (bundle, z, inStep) => {
      const register = (url: string) => inStep((step) => registrarOf(step)(url));
      await leaveSlot(slotOf(z, bundle, trigger), addressOf(bundle), register);
    },
  };
};
