import { GatewayError } from '@messaging/errors/gateway-error';
import { InvalidInputError } from '@messaging/errors/invalid-input';
import type { Subscription } from '@messaging/zapier/hook-trigger';
import { isRelayed, relayed } from '@messaging/zapier/relayed';
import { singleSlot } from '@messaging/zapier/single-slot';
import type { HookEvent } from './api/classic/hooks.ts';
import { bareKey } from './api/connection.ts';
import { hookRegistrar } from './api/hooks.ts';
import { type NewSubscription, type Relay, relayUrl } from './api/relay.ts';
import { takeOver } from './fields/take-over.ts';
import { knownAccount, rememberAccount } from './relay.ts';
import type { Step } from './step.ts';

/** What to do if an instant trigger is not available, each a sentence. */
interface Instead {
  readonly second: string;
  readonly vortex: string;
}

/** Subscriptions at Mobivate, which has one URL per event and account. */
const direct = (event: HookEvent, label: string, instead: Instead): Subscription<Step> =>
  singleSlot({
    event,
    takeOver,
    secretOf: ({ api_key }) => bareKey(api_key),
    refusal: `Another Zap already uses ${label}, and only one Zap can. ${instead.second} Or set ${takeOver.label} to yes here to stop the other Zap.`,
    registrar: ({ mobivate, relay }) =>
      // With a relay, the URL is the relay's, so an older Zap must not change it.
      relay ? async () => {} : hookRegistrar(mobivate, event, label, instead.vortex),
  });

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

/** Subscriptions at the relay, for any number of Zaps. */
const atRelay = (event: HookEvent, label: string, instead: Instead): Subscription<Step> =>
  relayed<Step>({
    check: ({ mobivate }) => {
      if (event !== 'receipt') hookRegistrar(mobivate, event, label, instead.vortex);
    },
    create: async ({ z, relay }, targetUrl) => {
      const made = await joinOrStart(requireRelay(relay), {
        event,
        targetUrl,
        account: await knownAccount(z),
      });
      await rememberAccount(z, made);
      return { id: made.id, secret: made.secret, account: made.account };
    },
    remove: ({ relay }, id) => requireRelay(relay).unsubscribe(id),
  });

/**
 * The subscription of an instant trigger (named by its label): at the relay if the publisher runs one, or else at Mobivate.
 * A Zap keeps using the one it subscribed at.
 */
export const subscriptionTo = (event: HookEvent, label: string, instead: Instead): Subscription<Step> => {
  const slot = direct(event, label, instead);
  const relay = atRelay(event, label, instead);
  const now = () => (relayUrl() ? relay : slot);
  return {
    check: (step) => now().check?.(step),
    subscribe: (step, bundle) => now().subscribe(step, bundle),
    unsubscribe: (bundle, z, inStep) => (isRelayed(bundle) ? relay : slot).unsubscribe(bundle, z, inStep),
    isGenuine: async (step, bundle) => {
      const wasDirect = bundle.subscribeData !== undefined || !relayUrl();
      if (wasDirect && !isRelayed(bundle)) return true;
      return (await relay.isGenuine?.(step, bundle)) === true;
    },
  };
};
