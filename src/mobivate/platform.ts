import { Refusal } from '../sms/refusal.ts';
import type { Mobivate, Vortex } from './client.ts';

/**
 * The connection as a Vortex one, for an operation (named by its label) that only Vortex can do.
 * @throws Refusal on Classic
 */
export const requireVortex = (mobivate: Mobivate, operation: string): Vortex => {
  if (mobivate.platform === 'Vortex') return mobivate;
  throw new Refusal(
    `${operation} needs a Vortex key; this connection is Classic: connect Mobivate with a key that starts with "v-", or leave this step out.`,
  );
};
