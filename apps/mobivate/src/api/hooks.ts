import { InvalidInputError } from '@messaging/errors/invalid-input';
import type { HookEvent } from './classic/hooks.ts';
import type { Mobivate } from './client.ts';

/**
 * How Mobivate is told the URL that an event of the account goes to, for a trigger named by its label; `instead` names
 * the trigger that works without.
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
    `${trigger} needs a Classic key, because Vortex reports to no Zap, only to the Receipt URL that is set by hand for a key at hub.mobivate.com → User Profile → API Keys: use the trigger ${instead} instead.`,
  );
};
