import { InvalidInputError } from '@messaging/errors/invalid-input';
import type { HookEvent } from './classic/hooks.ts';
import type { Mobivate } from './client.ts';

/**
 * Returns a function that registers the webhook URL of an event. `trigger` is the trigger's label, and `instead` a sentence
 * that names an alternative for Vortex.
 * @throws InvalidInputError on Vortex, which has no webhook registration
 */
export const hookRegistrar = (
  mobivate: Mobivate,
  event: HookEvent,
  trigger: string,
  instead: string,
): ((url: string) => Promise<void>) => {
  if (mobivate.platform === 'Classic') return (url) => mobivate.setHook(event, url);
  throw new InvalidInputError(
    `${trigger} works with Classic accounts only, and this connection is Vortex. Vortex sends receipts only to the Receipt URL of the key, set at hub.mobivate.com → User Profile → API Keys. ${instead}`,
  );
};
