import { createHash } from 'node:crypto';
import { InvalidInputError } from '@messaging/errors/invalid-input';
import { readScope, type Scope } from './claims.ts';

/** What a user entered, as it came. */
export interface Credentials {
  readonly api_key?: unknown;
  readonly default_country?: unknown;
}

/** A usable connection. Nothing in it needed the network. */
export interface Connection {
  /** Where the API lives, without a trailing slash. */
  readonly baseUrl: string;
  readonly key: string;
  /** What the key says it may do; `null` where it does not say. */
  readonly scope: Scope | null;
  /** ISO 3166 alpha-2 code for numbers written without a country code. */
  readonly defaultCountry: string | null;
}

const VERSION = '/v1';
const BASE_URL = `https://api.mottasl.ai${VERSION}`;

/** Keys are long, so they get wrapped when they are copied: blanks and line breaks anywhere are dropped. */
const readKey = (value: unknown): string => {
  const key = typeof value === 'string' ? value.replace(/^\s*bearer(?:\s+|$)/i, '').replace(/\s+/g, '') : '';
  if (!key) {
    throw new InvalidInputError(
      'API Key is empty. Paste a key from Azeer: Settings → Webhooks & APIs → API.',
    );
  }
  if (!/^[\x21-\x7e]+$/.test(key) || key.includes('{{')) {
    throw new InvalidInputError(
      'API Key contains characters that no Azeer key has. Copy the key again from Azeer: Settings → Webhooks & APIs → API.',
    );
  }
  return key;
};

/** A base URL for development, such as `http://127.0.0.1:4012`. Adds `/v1` if it has no path. Ignores invalid values. */
const developmentUrl = (): string | null => {
  const value = process.env.MOTTASL_API_URL ?? '';
  if (!/^https?:\/\//.test(value) || !URL.canParse(value)) return null;
  const { origin, pathname } = new URL(value);
  return `${origin}${pathname.replace(/\/+$/, '') || VERSION}`;
};

/**
 * Reads what the user entered. `MOTTASL_API_URL` replaces the base URL for development.
 * @throws InvalidInputError for an unusable key
 */
export const readConnection = ({ api_key, default_country }: Credentials): Connection => {
  const key = readKey(api_key);
  return {
    baseUrl: developmentUrl() ?? BASE_URL,
    key,
    scope: readScope(key),
    defaultCountry: typeof default_country === 'string' ? default_country.trim().toUpperCase() || null : null,
  };
};

/** First six hex digits of the key's SHA-256: tells connections apart and gives nothing away. */
export const fingerprint = (key: string): string =>
  createHash('sha256').update(key).digest('hex').slice(0, 6);
