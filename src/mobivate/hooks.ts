import { Refusal } from '../sms/refusal.ts';
import type { Classic, Mobivate } from './client.ts';

/**
 * The connection as one whose events can be had at a URL, for a trigger named by its label; `instead` names the
 * trigger that works without.
 * @throws Refusal on Vortex, which has no registration: a receipt goes to the URL of its key or of its send
 */
export const requireHooks = (mobivate: Mobivate, trigger: string, instead: string): Classic => {
  if (mobivate.platform === 'Classic') return mobivate;
  throw new Refusal(
    `${trigger} needs a Classic key, because Vortex reports to no Zap, only to the Receipt URL that is set by hand for a key at hub.mobivate.com → User Profile → API Keys: use the trigger ${instead} instead.`,
  );
};
