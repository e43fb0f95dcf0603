import { createStep } from '@messaging/zapier/step';
import type { ZObject } from 'zapier-platform-core';
import packageJson from '../package.json' with { type: 'json' };
import { type Api, openApi } from './api/api.ts';
import { authorizer } from './api/authorize.ts';
import { type Connection, readConnection } from './api/connection.ts';

export interface Step {
  readonly z: ZObject;
  readonly connection: Connection;
  readonly api: Api;
}

export const step = createStep<Step>({
  userAgent: `messagemedia-zapier/${packageJson.version}`,
  credentialKeys: ['api_key', 'api_secret'],
  open: (authData, z, remaining) => {
    const connection = readConnection(authData);
    return {
      origin: new URL(connection.baseUrl).origin,
      authorize: authorizer(connection),
      credentials: { api_key: connection.key, api_secret: connection.secret },
      enter: (request) => ({ z, connection, api: openApi(connection, request, remaining) }),
    };
  },
});
