import { InvalidInputError } from '@messaging/errors/invalid-input';
import type { HookEvent } from './classic/hooks.ts';
import type { Mobivate } from './client.ts';

/**
 * How Mobivate is told the URL that an event of the account goes to, for a trigger named by its label; `instead` is a
 * sentence that names the trigger to use on Vortex.
 * @throws InvalidInputError on Vortex, which has no registration: a receipt goes to the URL of its key or of its send
 */
export const hookRegistrar = (
  mobivate: Mobivate,
  event: HookEvent,
  trigger: string,
  instead: string,
): ((url: string) => Promise<void>) => {
  if (mobivate.platform === 'Classic') return (url) => mobivate.setHook(event, url);
  throw new InvalidInputError(
    `${trigger} works with Classic accounts only, and this connection is Vortex. ${instead} Vortex posts receipts only to the Receipt URL of the key, which is set at hub.mobivate.com → User Profile → API Keys.`,
  );
};
