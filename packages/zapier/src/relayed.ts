import { InvalidInputError } from '@messaging/errors/invalid-input';
import * as v from 'valibot';
import type { Bundle, ZObject } from 'zapier-platform-core';
import { openCache } from './cache.ts';
import type { Subscription } from './hook-trigger.ts';
import { isSigned, readWebhookHeaders } from './webhook-signature.ts';

const DAY_SECONDS = 86_400;

/** What is kept of a subscription at a relay. */
const keptSchema = v.object({ id: v.string(), secret: v.string() });

const readKept = ({ subscribeData }: Pick<Bundle, 'subscribeData'>) => {
  const kept = v.safeParse(keptSchema, subscribeData);
  return kept.success ? kept.output : null;
};

/** Whether a Zap was subscribed at a relay, and not at the gateway itself. */
export const isRelayed = (bundle: Pick<Bundle, 'subscribeData'>): boolean => readKept(bundle) !== null;

/** What differs between the events of a gateway that a relay stands in front of. */
interface Relayed<S> {
  check?(step: S): void;
  /** Creates the subscription. `secret` (`whsec_…`) signs what is delivered. */
  create(step: S, targetUrl: string): Promise<{ id: string; secret: string; account: string }>;
  /** Ends the subscription with that id; one that is gone already is no error. */
  remove(step: S, id: string): Promise<void>;
}

/** Whether this is the first time that a delivery comes; without the cache it is taken for the first. */
const isFirst = async (z: ZObject, id: string): Promise<boolean> => {
  const cache = openCache(z);
  const key = `delivery:${id}`;
  try {
    if ((await cache.get(key)) !== null) return false;
    await cache.set(key, true, DAY_SECONDS);
  } catch {
    z.console.log('Zapier did not say whether this event came before, so it counts as new.');
  }
  return true;
};

/**
 * Subscriptions at a relay, which stands between a gateway with one URL an event and any number of Zaps. It signs what it
 * delivers, and says how many times it has tried.
 */
export const relayed = <S extends { readonly z: ZObject }>({
  check,
  create,
  remove,
}: Relayed<S>): Subscription<S> => ({
  ...(check && { check }),
  subscribe: async (step, { targetUrl }) => {
    if (targetUrl) return create(step, targetUrl);
    throw new InvalidInputError(
      'Zapier gave no address for the events of this Zap. Turn the Zap off and on again.',
    );
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
      z.console.log('An event was dropped, because it was not signed by the relay, or too long ago.');
      return false;
    }
    // A repeat says so; remembering every first try would cost a round trip an event.
    return headers.attempt <= 1 || isFirst(z, headers.id);
  },
});
