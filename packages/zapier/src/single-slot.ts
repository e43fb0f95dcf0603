import { createHash } from 'node:crypto';
import { InvalidInputError } from '@messaging/errors/invalid-input';
import type { Bundle, ZObject } from 'zapier-platform-core';
import { openCache } from './cache.ts';
import type { Subscription } from './hook-trigger.ts';
import { readFlag, readLine } from './input.ts';
import { leaveSlot, openSlot, type Register, takeSlot } from './webhook-slot.ts';

/** Where the events of this Zap go: once it is subscribed its URL is the id of the subscription. */
const addressOf = ({ subscribeData, targetUrl }: Bundle): string => {
  const url = subscribeData?.id ?? targetUrl;
  if (url) return url;
  throw new InvalidInputError(
    'Zapier gave no address for the events of this Zap: switch the Zap off and on again.',
  );
};

/** What differs between the events of a gateway. */
interface SingleSlot<S> {
  /** The name of the slot. */
  readonly event: string;
  /** Why a second Zap does not get the events, as a sentence that names the ways out. */
  readonly refusal: string;
  /** The yes/no field by which a Zap may replace the one that has the slot. */
  readonly takeOver: { readonly key: string; readonly label: string };
  /** The secret that a connection opens the account with: connections with the same one share the slot. */
  secretOf(authData: Readonly<Record<string, unknown>>): string;
  /**
   * How the gateway is told where the events go; an empty URL means nowhere.
   * @throws InvalidInputError where this connection has no such thing
   */
  registrar(step: S): Register;
}

/**
 * Subscriptions at a gateway that reports each event to one URL an account: a second Zap on the same event is refused,
 * or takes over when asked.
 */
export const singleSlot = <S extends { readonly z: ZObject }>({
  event,
  refusal,
  takeOver,
  secretOf,
  registrar,
}: SingleSlot<S>): Subscription<S> => {
  const slotOf = (z: ZObject, { authData }: Bundle) => {
    const account = createHash('sha256').update(secretOf(authData)).digest('hex');
    return openSlot(openCache(z, 'user'), `${event}:${account}`);
  };
  return {
    check: (step) => {
      registrar(step);
    },
    subscribe: async (step, bundle) => {
      const url = addressOf(bundle);
      const force = readFlag(takeOver.label, bundle.inputData[takeOver.key]) === true;
      const zap = { url, zap: readLine(bundle.meta?.zap?.id) ?? null };
      await takeSlot(slotOf(step.z, bundle), zap, { register: registrar(step), force, refusal });
      return { id: url, event };
    },
    unsubscribe: async (bundle, z, inStep) => {
      const register = (url: string) => inStep((step) => registrar(step)(url));
      await leaveSlot(slotOf(z, bundle), addressOf(bundle), register);
    },
  };
};
