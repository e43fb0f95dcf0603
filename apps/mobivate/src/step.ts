import { withoutPlaceholders } from '@messaging/zapier/auth-template';
import { startBudget } from '@messaging/zapier/budget';
import { withoutInput } from '@messaging/zapier/bundle';
import { toZapierError } from '@messaging/zapier/errors';
import { openNetwork } from '@messaging/zapier/request';
import type { Bundle, ZObject } from 'zapier-platform-core';
import packageJson from '../package.json' with { type: 'json' };
import type { Mobivate } from './api/client.ts';
import { type Connection, readConnection } from './api/connection.ts';
import { createMobivate } from './api/index.ts';

/** What an operation works with: the connection, Mobivate behind it, and the platform's tools. */
export interface Step {
  readonly z: ZObject;
  readonly connection: Connection;
  readonly mobivate: Mobivate;
}

/**
 * Turns the work of an operation into a `perform`: opens the connection, starts the step's clock, and tells every
 * error the way Zapier shows it. `connecting` is set while the user is still at the connection's form.
 */
export const step =
  <B extends Bundle, R>(work: (step: Step, bundle: B) => Promise<R>, { connecting = false } = {}) =>
  async (z: ZObject, bundle: B): Promise<R> => {
    try {
      const connection = readConnection(withoutPlaceholders(bundle.authData, ['api_key']));
      // The platform keeps out of its log what authData holds, so that must be the key as it travels, not as it was pasted.
      bundle.authData.api_key = connection.key;
      const budget = startBudget();
      const network = openNetwork({
        z,
        budget,
        origin: new URL(connection.baseUrl).origin,
        key: connection.key,
        userAgent: `mobivate-zapier/${packageJson.version}`,
      });
      try {
        const mobivate = createMobivate(connection, network.request, budget.remaining);
        return await withoutInput(bundle, (whole) => work({ z, connection, mobivate }, whole));
      } finally {
        network.close();
      }
    } catch (error) {
      throw toZapierError(z, error, connecting);
    }
  };
