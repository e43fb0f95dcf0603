import { InvalidInputError } from '@messaging/errors/invalid-input';
import type { Mobivate, Vortex } from './client.ts';

/**
 * Returns the Vortex client, for an operation (named by its label) that Classic does not support.
 * @throws InvalidInputError on Classic
 */
export const requireVortex = (mobivate: Mobivate, operation: string): Vortex => {
  if (mobivate.platform === 'Vortex') return mobivate;
  throw new InvalidInputError(
    `${operation} needs a Vortex key; this connection is Classic. Connect Mobivate with a key that starts with "v-", or remove this step.`,
  );
};
