import type { Subscription } from '@messaging/zapier/hook-trigger';
import type { InstantTrigger } from './api/hooks.ts';
import { relayUrl } from './api/relay.ts';
import { isRelayed, relaySubscription } from './relay-subscription.ts';
import type { Step } from './step.ts';
import { slotSubscription } from './webhook-slot.ts';

/**
 * The subscription of an instant trigger: at the relay if the publisher runs one, or else at Mobivate. A Zap keeps using the
 * one it subscribed at.
 */
export const subscriptionTo = (trigger: InstantTrigger): Subscription<Step> => {
  const slot = slotSubscription(trigger);
  const relay = relaySubscription(trigger);
  const now = (): Subscription<Step> => (relayUrl() ? relay : slot);
  return {
    check: (step) => now().check?.(step),
    subscribe: (step, bundle) => now().subscribe(step, bundle),
    unsubscribe: (bundle, z, inStep) => (isRelayed(bundle) ? relay : slot).unsubscribe(bundle, z, inStep),
    isGenuine: async (step, bundle) => {
      const wasDirect = bundle.subscribeData !== undefined || !relayUrl();
      if (wasDirect && !isRelayed(bundle)) return true;
      return relay.isGenuine(step, bundle);
    },
  };
};
