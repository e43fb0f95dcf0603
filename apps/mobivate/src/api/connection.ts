import { createHash } from 'node:crypto';
import { InvalidInputError, quoted } from '@messaging/errors/invalid-input';

/** Mobivate runs two HTTP platforms that look alike and differ in every detail. */
export type Platform = 'Classic' | 'Vortex';

/** What a user entered, as it came. */
export interface Credentials {
  readonly api_key?: unknown;
  readonly domain?: unknown;
  readonly default_country?: unknown;
  readonly username?: unknown;
  readonly password?: unknown;
}

/** A usable connection. Nothing in it needed the network. */
export interface Connection {
  readonly platform: Platform;
  /** Host name of the API, for people; `baseUrl` is where the calls go. */
  readonly domain: string;
  readonly baseUrl: string;
  readonly tasksUrl: string;
  readonly key: string;
  /** ISO 3166 alpha-2 code for numbers written without a country code. */
  readonly defaultCountry: string | null;
  readonly login: { readonly username: string; readonly password: string } | null;
}

/** Where each platform lives unless the connection says otherwise. */
export const HOSTS = { Classic: 'api.mobivatebulksms.com', Vortex: 'vortex.mobivatebulksms.com' } as const;
const TASKS_URL = 'https://tasks-wave.mobivate.com';

const HOST_NAME =
  /^(?=.{1,253}$)(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+(?:[a-z]{2,63}|xn--[a-z0-9-]{2,59})$/;
const PRIVATE_HOST = /\.(?:localhost|local|localdomain|internal|intranet|lan|home|corp|arpa)$/;

const trimmed = (value: unknown): string => (typeof value === 'string' ? value.trim() : '');

const UUID = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g;

/** A host as it may be shown: what stands before an `@` or after a `?` could be a secret, and the key could be pasted here. */
const harmless = (host: string, key: string): string =>
  host
    .replaceAll(key.toLowerCase(), '…')
    .replace(UUID, '…')
    .replace(/^.*@/s, '…@')
    .replace(/[?#].*$/s, '?…');

/** The key alone: people paste it with blanks around it, or with `Bearer` before it. */
export const bareKey = (value: unknown): string => trimmed(value).replace(/^bearer(?:\s+|$)/i, '');

const readKey = (value: unknown): string => {
  const key = bareKey(value);
  if (!key) throw new InvalidInputError('API Key is empty: paste the key from your Mobivate account.');
  if (!/^[\x21-\x7e]+$/.test(key) || key.includes('{{')) {
    throw new InvalidInputError(
      'API Key holds blanks or characters that no Mobivate key has: copy the key alone from your Mobivate account and paste it again.',
    );
  }
  return key;
};

const readDomain = (value: unknown, key: string): string => {
  const host = trimmed(value).toLowerCase();
  if (host && (!HOST_NAME.test(host) || PRIVATE_HOST.test(host))) {
    throw new InvalidInputError(
      `API Host ${quoted(harmless(host, key))} is not a bare public host name: write only the name, like ${HOSTS.Vortex}, without https://, port, path, user name or IP address, or leave it empty.`,
    );
  }
  return host;
};

/** An address to develop against, such as `http://127.0.0.1:4010`; anything that is no address is ignored. */
const developmentUrl = (name: string): string | null => {
  const value = process.env[name] ?? '';
  return /^https?:\/\//.test(value) ? value.replace(/\/+$/, '') : null;
};

const apiOverride = (): string | null => developmentUrl('MOBIVATE_API_URL');

/** The platform that a key belongs to, by its shape. */
export const platformOfKey = (key: string): Platform => (key.startsWith('v-') ? 'Vortex' : 'Classic');

/**
 * The platform of what a user entered, right or wrong: decided by the API Host, else by the key's shape (`v-…` is
 * Vortex); with `MOBIVATE_API_URL` set, for development, by the key's shape alone.
 */
export const platformOf = ({ api_key, domain }: Credentials): Platform => {
  const host = apiOverride() ? '' : trimmed(domain).toLowerCase();
  if (host) return host === HOSTS.Classic ? 'Classic' : 'Vortex';
  return platformOfKey(bareKey(api_key));
};

const readLogin = ({ username, password }: Credentials): Connection['login'] =>
  typeof username === 'string' && username.trim() && typeof password === 'string' && password
    ? { username: username.trim(), password }
    : null;

/**
 * Reads what the user entered.
 * @throws InvalidInputError for an unusable key or API Host
 */
export const readConnection = (credentials: Credentials): Connection => {
  const key = readKey(credentials.api_key);
  const platform = platformOf(credentials);
  const domain = readDomain(credentials.domain, key) || HOSTS[platform];
  return {
    platform,
    domain,
    baseUrl: apiOverride() ?? `https://${domain}`,
    tasksUrl: developmentUrl('MOBIVATE_TASKS_URL') ?? TASKS_URL,
    key,
    defaultCountry: trimmed(credentials.default_country).toUpperCase() || null,
    login: readLogin(credentials),
  };
};

/** First six hex digits of the key's SHA-256: tells connections apart and gives nothing away. */
export const fingerprint = (key: string): string =>
  createHash('sha256').update(key).digest('hex').slice(0, 6);
