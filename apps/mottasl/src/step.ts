import { createStep } from '@messaging/zapier/step';
import type { ZObject } from 'zapier-platform-core';
import packageJson from '../package.json' with { type: 'json' };
import { createMottasl, type Mottasl } from './api/client.ts';
import { type Connection, readConnection } from './api/connection.ts';

export interface Step {
  readonly z: ZObject;
  readonly connection: Connection;
  readonly mottasl: Mottasl;
  readonly remaining: () => number;
}

export const step = createStep<Step>({
  userAgent: `mottasl-zapier/${packageJson.version}`,
  credentialKeys: ['api_key'],
  open: (authData, z, remaining) => {
    const connection = readConnection(authData);
    return {
      origin: new URL(connection.baseUrl).origin,
      authorize: () => ({ Authorization: `Bearer ${connection.key}` }),
      credentials: { api_key: connection.key },
      enter: (request) => ({
        z,
        connection,
        mottasl: createMottasl(connection, request, remaining),
        remaining,
      }),
    };
  },
});
