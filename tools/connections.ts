/** Connections of each app whose users meet different fields, by name: one suffices where all meet the same. */
const CONNECTIONS: Readonly<Record<string, Readonly<Record<string, Record<string, unknown>>>>> = {
  mobivate: { Classic: { api_key: 'any' }, Vortex: { api_key: 'v-any' } },
};

/**
 * The connections of an app.
 * @throws Error where none is named
 */
export const connectionsOf = (app: string): Readonly<Record<string, Record<string, unknown>>> => {
  const connections = CONNECTIONS[app];
  if (!connections) throw new Error(`Name a connection of ${app} in tools/connections.ts.`);
  return connections;
};
