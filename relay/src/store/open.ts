import type { Config } from '../config.ts';
import type { Identity } from '../identity.ts';
import type { Store } from './store.ts';

/**
 * Opens the store in the settings, and migrates it to the newest version.
 * @param exclusive for the relay itself; other commands omit it
 * @throws Error with a sentence if it cannot be used
 */
export const openStore = async (
  { databaseUrl, dataDirectory }: Config,
  identity: Identity,
  { exclusive = true } = {},
): Promise<Store> => {
  const store = databaseUrl
    ? await (await import('./postgres.ts')).openPostgres(databaseUrl)
    : (await import('./sqlite.ts')).openSqlite(dataDirectory, { exclusive });
  if (await store.matchesSecret(identity.fingerprint)) return store;
  await store.close();
  throw new Error(
    'RELAY_SECRET is not the secret that this data was made with. Set the former one: with another, no key and no signature fits.',
  );
};
