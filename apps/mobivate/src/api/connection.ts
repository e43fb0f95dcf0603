import { InvalidInputError, quoted } from '@messaging/errors/invalid-input';

/** Mobivate's two platforms, whose HTTP APIs are similar but differ in details. */
export type Platform = 'Classic' | 'Vortex';

export interface Credentials {
  readonly api_key?: unknown;
  readonly domain?: unknown;
  readonly default_country?: unknown;
  readonly username?: unknown;
  readonly password?: unknown;
}

/** A valid connection, read without a request. */
export interface Connection {
  readonly platform: Platform;
  /** The host name to show. Requests go to `baseUrl`. */
  readonly domain: string;
  readonly baseUrl: string;
  readonly tasksUrl: string;
  readonly key: string;
  /** ISO 3166 alpha-2 code for numbers without a country code. */
  readonly defaultCountry: string | null;
  readonly login: { readonly username: string; readonly password: string } | null;
}

export const HOSTS = { Classic: 'api.mobivatebulksms.com', Vortex: 'vortex.mobivatebulksms.com' } as const;
const TASKS_URL = 'https://tasks-wave.mobivate.com';

const HOST_NAME =
  /^(?=.{1,253}$)(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+(?:[a-z]{2,63}|xn--[a-z0-9-]{2,59})$/;
const PRIVATE_HOST = /\.(?:localhost|local|localdomain|internal|intranet|lan|home|corp|arpa)$/;

const trimmed = (value: unknown): string => (typeof value === 'string' ? value.trim() : '');

const UUID = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g;

/** Removes parts of a host that may be secret: the key, and anything before an `@` or after a `?`. */
const withoutSecrets = (host: string, key: string): string =>
  host
    .replaceAll(key.toLowerCase(), '…')
    .replace(UUID, '…')
    .replace(/^.*@/s, '…@')
    .replace(/[?#].*$/s, '?…');

/** Removes spaces and a leading `Bearer`, which people paste with the key. */
export const bareKey = (value: unknown): string => trimmed(value).replace(/^bearer(?:\s+|$)/i, '');

const readKey = (value: unknown): string => {
  const key = bareKey(value);
  if (!key) throw new InvalidInputError('API Key is blank. Paste the key from your Mobivate account.');
  if (!/^[\x21-\x7e]+$/.test(key) || key.includes('{{')) {
    throw new InvalidInputError(
      'API Key contains spaces or characters that are not part of a Mobivate key. Copy only the key from your Mobivate account, and paste it again.',
    );
  }
  return key;
};

const readDomain = (value: unknown, key: string): string => {
  const host = trimmed(value).toLowerCase();
  if (host && (!HOST_NAME.test(host) || PRIVATE_HOST.test(host))) {
    throw new InvalidInputError(
      `API Host ${quoted(withoutSecrets(host, key))} is not a public host name. Enter only the name, such as ${HOSTS.Vortex}, without https://, port, or path, or leave it blank.`,
    );
  }
  return host;
};

/** A base URL for development, such as `http://127.0.0.1:4010`. Ignores invalid values. */
const developmentUrl = (name: string): string | null => {
  const value = process.env[name] ?? '';
  return /^https?:\/\//.test(value) ? value.replace(/\/+$/, '') : null;
};

const apiOverride = (): string | null => developmentUrl('MOBIVATE_API_URL');

export const platformOfKey = (key: string): Platform => (key.startsWith('v-') ? 'Vortex' : 'Classic');

/**
 * The platform of a connection, valid or not: by the API Host, or else by the key's format (`v-…` is Vortex). With
 * `MOBIVATE_API_URL` set, by the key's format only.
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
 * Reads the connection fields.
 * @throws InvalidInputError if the API Key or API Host is invalid
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
