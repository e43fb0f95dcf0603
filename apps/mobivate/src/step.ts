import { createStep } from '@messaging/zapier/step';
import type { ZObject } from 'zapier-platform-core';
import packageJson from '../package.json' with { type: 'json' };
import type { Mobivate } from './api/client.ts';
import { type Connection, readConnection } from './api/connection.ts';
import { createMobivate } from './api/index.ts';
import { createRelay, type Relay, relayUrl } from './api/relay.ts';
import { receiptUrlOf } from './relay.ts';

/** The context of an operation: the connection, a Mobivate client, and the platform's tools. */
export interface Step {
  readonly z: ZObject;
  readonly connection: Connection;
  readonly mobivate: Mobivate;
  /** The relay's client, or `null` if the publisher runs no relay. */
  readonly relay: Relay | null;
  readonly remaining: () => number;
}

export const step = createStep<Step>({
  userAgent: `mobivate-zapier/${packageJson.version}`,
  credentialKeys: ['api_key'],
  open: (authData, z, remaining) => {
    const connection = readConnection(authData);
    const url = relayUrl();
    return {
      origin: new URL(connection.baseUrl).origin,
      trustedOrigins: url ? [new URL(url).origin] : [],
      authorize: () => ({ Authorization: `Bearer ${connection.key}` }),
      credentials: { api_key: connection.key },
      enter: (request) => {
        const relay = url ? createRelay(url, connection, request) : null;
        const receiptUrl = relay ? receiptUrlOf(z, relay) : undefined;
        const mobivate = createMobivate(connection, request, remaining, receiptUrl);
        return { z, connection, mobivate, relay, remaining };
      },
    };
  },
});
