import { InvalidInputError, quoted } from '@messaging/errors/invalid-input';
import type { HmacAlgorithm } from './signature.ts';

export interface Credentials {
  readonly api_key?: unknown;
  readonly api_secret?: unknown;
  readonly auth_method?: unknown;
  readonly hmac_algorithm?: unknown;
  readonly region?: unknown;
  readonly account?: unknown;
  readonly default_country?: unknown;
}

/** A valid connection. Created without network access. */
export interface Connection {
  /** The API's host name, for messages. Calls go to `baseUrl`. */
  readonly region: string;
  readonly baseUrl: string;
  readonly key: string;
  readonly secret: string;
  readonly method: 'Basic' | 'HMAC';
  readonly algorithm: HmacAlgorithm;
  /** The sub-account ID, for a parent account's key. */
  readonly account: string | null;
  /** ISO 3166 alpha-2 code for numbers without a country code. */
  readonly defaultCountry: string | null;
}

export const REGIONS = {
  'api.messagemedia.com': 'Asia-Pacific (api.messagemedia.com)',
  'au.app.api.sinch.com': 'Asia-Pacific (au.app.api.sinch.com)',
  'eu.app.api.sinch.com': 'Europe (eu.app.api.sinch.com)',
} as const;

const USUAL_REGION = 'api.messagemedia.com';

const METHODS = new Map<string, Connection['method']>([
  ['', 'Basic'],
  ['basic', 'Basic'],
  ['hmac', 'HMAC'],
]);

const ALGORITHMS = new Map<string, HmacAlgorithm>([
  ['', 'sha256'],
  ['sha256', 'sha256'],
  ['sha1', 'sha1'],
]);

const trimmed = (value: unknown): string => (typeof value === 'string' ? value.trim() : '');

/** Without quotes and backslashes, which would break the Authorization header. */
const CREDENTIAL = /^[\x21\x23-\x5b\x5d-\x7e]+$/;

const readCredential = (label: string, value: unknown): string => {
  const text = trimmed(value);
  if (!text) {
    throw new InvalidInputError(
      `${label} is blank. Copy it from the MessageMedia hub, under Settings → API Settings → API.`,
    );
  }
  if (!CREDENTIAL.test(text) || text.includes('{{')) {
    throw new InvalidInputError(
      `${label} contains spaces or characters that are not part of a MessageMedia key. Copy it again from the hub.`,
    );
  }
  return text;
};

const readKey = (value: unknown): string => {
  const key = readCredential('API Key', value);
  if (!key.includes(':')) return key;
  throw new InvalidInputError(
    'API Key contains a colon. Enter only the key here, and the secret in API Secret.',
  );
};

const readChoice = <T>(label: string, choices: ReadonlyMap<string, T>, value: unknown): T => {
  const text = trimmed(value).toLowerCase();
  const choice = choices.get(text);
  if (choice !== undefined) return choice;
  const names = [...choices.keys()].filter(Boolean).join(', ');
  throw new InvalidInputError(`${label} ${quoted(text)} is not one of its choices. Use ${names}.`);
};

const HOSTS = new Map([['', USUAL_REGION], ...Object.keys(REGIONS).map((host) => [host, host] as const)]);

const readAccount = (value: unknown): string | null => {
  const account = trimmed(value);
  if (account === '' || (/^[\x21-\x7e]{1,100}$/.test(account) && !account.includes('{{')))
    return account || null;
  throw new InvalidInputError(
    `Sub-Account ID ${quoted(account)} contains spaces or characters that are not part of an account ID. Copy it from the hub, or leave it blank.`,
  );
};

/** The development URL, such as `http://127.0.0.1:4011`, or `null`. */
const developmentUrl = (): string | null => {
  const value = process.env.MESSAGEMEDIA_API_URL ?? '';
  return /^https?:\/\//.test(value) ? value.replace(/\/+$/, '') : null;
};

/**
 * Reads the connection fields.
 * @throws InvalidInputError if the key, secret, or a choice is missing or invalid
 */
export const readConnection = (credentials: Credentials): Connection => {
  const region = readChoice('Region', HOSTS, credentials.region);
  return {
    region,
    baseUrl: developmentUrl() ?? `https://${region}`,
    key: readKey(credentials.api_key),
    secret: readCredential('API Secret', credentials.api_secret),
    method: readChoice('Key Type', METHODS, credentials.auth_method),
    algorithm: readChoice('HMAC Algorithm', ALGORITHMS, credentials.hmac_algorithm),
    account: readAccount(credentials.account),
    defaultCountry: trimmed(credentials.default_country).toUpperCase() || null,
  };
};
