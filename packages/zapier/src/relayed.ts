import { InvalidInputError } from '@messaging/errors/invalid-input';
import * as v from 'valibot';
import type { Bundle, ZObject } from 'zapier-platform-core';
import { openCache } from './cache.ts';
import type { Subscription } from './hook-trigger.ts';
import { isSigned, readWebhookHeaders } from './webhook-signature.ts';

const DAY_SECONDS = 86_400;

const keptSchema = v.object({ id: v.string(), secret: v.string() });

const readKept = ({ subscribeData }: Pick<Bundle, 'subscribeData'>) => {
  const kept = v.safeParse(keptSchema, subscribeData);
  return kept.success ? kept.output : null;
};

/** Whether a Zap is subscribed at a relay rather than at the gateway. */
export const isRelayed = (bundle: Pick<Bundle, 'subscribeData'>): boolean => readKept(bundle) !== null;

interface Relayed<S> {
  check?(step: S): void;
  /** Creates a subscription. `secret` (`whsec_…`) signs its deliveries. */
  create(step: S, targetUrl: string): Promise<{ id: string; secret: string; account: string }>;
  /** Deletes a subscription. Must not throw if it no longer exists. */
  remove(step: S, id: string): Promise<void>;
}

/** Whether a delivery is new. Returns true if the cache is down, so that no event is lost. */
const isFirst = async (z: ZObject, id: string): Promise<boolean> => {
  const cache = openCache(z);
  const key = `delivery:${id}`;
  try {
    if ((await cache.get(key)) !== null) return false;
    await cache.set(key, true, DAY_SECONDS);
  } catch {
    z.console.log('Could not check whether this event is a repeat, so it is treated as new.');
  }
  return true;
};

/**
 * A subscription strategy for gateways with one URL per event. A relay passes each event on to any number of Zaps, signs
 * its deliveries, and numbers its attempts.
 */
export const relayed = <S extends { readonly z: ZObject }>({
  check,
  create,
  remove,
}: Relayed<S>): Subscription<S> => ({
  ...(check && { check }),
  subscribe: async (step, { targetUrl }) => {
    if (targetUrl) return create(step, targetUrl);
    throw new InvalidInputError('Zapier gave no webhook URL for this Zap. Turn the Zap off and on again.');
  },
  unsubscribe: (bundle, _z, inStep) => {
    const { id } = v.parse(keptSchema, bundle.subscribeData);
    return inStep((step) => remove(step, id));
  },
  isGenuine: async ({ z }, bundle) => {
    const kept = readKept(bundle);
    const headers = readWebhookHeaders(bundle.rawRequest?.headers);
    const body = bundle.rawRequest?.content ?? '';
    if (!kept || !headers || !isSigned(kept.secret, headers, body)) {
      z.console.log('Ignored an event without a valid, recent relay signature.');
      return false;
    }
    // Only repeats are looked up, because the cache costs a round trip per event.
    return headers.attempt <= 1 || isFirst(z, headers.id);
  },
});
