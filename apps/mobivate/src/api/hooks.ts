import { InvalidInputError } from '@messaging/errors/invalid-input';
import type { HookEvent } from './classic/hooks.ts';
import type { Mobivate } from './client.ts';

/** An instant trigger: its event, its label, and what to use instead where it is not available, each a sentence. */
export interface InstantTrigger {
  readonly event: HookEvent;
  readonly label: string;
  /** For a second Zap on the same account. */
  readonly secondZap: string;
  /** For a connection to Vortex. */
  readonly vortex: string;
}

/**
 * Returns a function that registers the webhook URL of a trigger's event. An empty URL unregisters it.
 * @throws InvalidInputError on Vortex, which has no webhook registration
 */
export const hookRegistrar = (
  mobivate: Mobivate,
  { event, label, vortex }: InstantTrigger,
): ((url: string) => Promise<void>) => {
  if (mobivate.platform === 'Classic') return (url) => mobivate.setHook(event, url);
  throw new InvalidInputError(
    `${label} works with Classic accounts only, and this connection is Vortex. Vortex sends receipts only to the Receipt URL of the key, set at hub.mobivate.com → User Profile → API Keys. ${vortex}`,
  );
};
