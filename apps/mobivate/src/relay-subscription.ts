import { GatewayError } from '@messaging/errors/gateway-error';
import { InvalidInputError } from '@messaging/errors/invalid-input';
import { openCache } from '@messaging/zapier/cache';
import type { Subscription } from '@messaging/zapier/hook-trigger';
import * as v from 'valibot';
import type { Bundle, ZObject } from 'zapier-platform-core';
import { hookRegistrar, type InstantTrigger } from './api/hooks.ts';
import type { NewSubscription, Relay } from './api/relay.ts';
import { knownAccount, rememberAccount } from './relay.ts';
import type { Step } from './step.ts';
import { isSigned, readWebhookHeaders } from './webhook-signature.ts';

const DAY_SECONDS = 86_400;

/** The stored data of a subscription at a relay. */
const keptSchema = v.object({ id: v.string(), secret: v.string() });

const readKept = ({ subscribeData }: Pick<Bundle, 'subscribeData'>) => {
  const kept = v.safeParse(keptSchema, subscribeData);
  return kept.success ? kept.output : null;
};

/** Whether a Zap is subscribed at a relay rather than at the gateway. */
export const isRelayed = (bundle: Pick<Bundle, 'subscribeData'>): boolean => readKept(bundle) !== null;

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

const requireRelay = (relay: Relay | null): Relay => {
  if (relay) return relay;
  throw new InvalidInputError(
    'This Zap gets its events from a relay that is no longer set up. Turn the Zap off and on again.',
  );
};

/** Subscribes without the cached account if the relay does not know it, as after a restore from a backup. */
const joinOrStart = (relay: Relay, wanted: NewSubscription) =>
  relay.subscribe(wanted).catch((error: unknown) => {
    const isUnknown = wanted.account !== null && error instanceof GatewayError && error.status === 422;
    if (isUnknown) return relay.subscribe({ ...wanted, account: null });
    throw error;
  });

/**
 * The subscription of an instant trigger at the relay, which passes each event on to any number of Zaps, signs its
 * deliveries, and numbers its attempts.
 */
export const relaySubscription = (trigger: InstantTrigger) =>
  ({
    check: ({ mobivate }) => {
      if (trigger.event !== 'receipt') hookRegistrar(mobivate, trigger);
    },
    subscribe: async ({ z, relay }, { targetUrl }) => {
      if (!targetUrl) {
        throw new InvalidInputError(
          'Zapier gave no webhook URL for this Zap. Turn the Zap off and on again.',
        );
      }
      const wanted = { event: trigger.event, targetUrl, account: await knownAccount(z) };
      const made = await joinOrStart(requireRelay(relay), wanted);
      await rememberAccount(z, made);
      return { id: made.id, secret: made.secret, account: made.account };
    },
    unsubscribe: (bundle, _z, inStep) => {
      const { id } = v.parse(keptSchema, bundle.subscribeData);
      return inStep(({ relay }) => requireRelay(relay).unsubscribe(id));
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
  }) satisfies Subscription<Step>;
