/** For each app, one example connection per set of fields that its users see. */
const CONNECTIONS: Readonly<Record<string, Readonly<Record<string, Record<string, unknown>>>>> = {
  messagemedia: { any: { api_key: 'any', api_secret: 'any' } },
  mottasl: { Azeer: { api_key: 'any' } },
  mobivate: { Classic: { api_key: 'any' }, Vortex: { api_key: 'v-any' } },
};

/**
 * The example connections of an app, by name.
 * @throws Error if the app has none
 */
export const connectionsOf = (app: string): Readonly<Record<string, Record<string, unknown>>> => {
  const connections = CONNECTIONS[app];
  if (!connections) throw new Error(`Add a connection for ${app} to tools/connections.ts.`);
  return connections;
};
