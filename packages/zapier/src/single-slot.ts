import { createHash } from 'node:crypto';
import { InvalidInputError } from '@messaging/errors/invalid-input';
import type { Bundle, ZObject } from 'zapier-platform-core';
import { openCache } from './cache.ts';
import type { Subscription } from './hook-trigger.ts';
import { readFlag, readLine } from './input.ts';
import { leaveSlot, openSlot, type Register, takeSlot } from './webhook-slot.ts';

/** The URL of this Zap. After subscribing, it is the ID of the subscription. */
const addressOf = ({ subscribeData, targetUrl }: Bundle): string => {
  const url = subscribeData?.id ?? targetUrl;
  if (url) return url;
  throw new InvalidInputError('Zapier gave no webhook URL for this Zap. Turn the Zap off and on again.');
};

interface SingleSlot<S> {
  readonly event: string;
  /** The error for a second Zap, a sentence that names the alternatives. */
  readonly refusal: string;
  /** The yes/no field that lets a Zap take the slot from another one. */
  readonly takeOver: { readonly key: string; readonly label: string };
  /** The account's secret. Connections with the same secret share the slot. */
  secretOf(authData: Readonly<Record<string, unknown>>): string;
  /**
   * Returns a function that registers a URL at the gateway. An empty URL unregisters it.
   * @throws InvalidInputError if the connection does not support this
   */
  registrar(step: S): Register;
}

/**
 * A subscription strategy for gateways with one URL per event and account. A second Zap on the same event is refused, unless
 * it takes over.
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
