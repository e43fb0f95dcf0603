import { InvalidInputError } from '@messaging/errors/invalid-input';
import { readScope, type Scope } from './claims.ts';

export interface Credentials {
  readonly api_key?: unknown;
  readonly default_country?: unknown;
}

/** A valid connection. Created without network access. */
export interface Connection {
  /** The API's URL, without a trailing slash. */
  readonly baseUrl: string;
  readonly key: string;
  /** The key's scope, or `null` if unknown. */
  readonly scope: Scope | null;
  /** ISO 3166 alpha-2 code for numbers without a country code. */
  readonly defaultCountry: string | null;
}

const VERSION = '/v1';
const BASE_URL = `https://api.mottasl.ai${VERSION}`;

/** Removes blanks and line breaks, which long keys get when copied. */
const readKey = (value: unknown): string => {
  const key = typeof value === 'string' ? value.replace(/^\s*bearer(?:\s+|$)/i, '').replace(/\s+/g, '') : '';
  if (!key) {
    throw new InvalidInputError(
      'API Key is blank. Copy it from Azeer, under Settings → Webhooks & APIs → API.',
    );
  }
  if (!/^[\x21-\x7e]+$/.test(key) || key.includes('{{')) {
    throw new InvalidInputError(
      'API Key contains characters that are not part of an Azeer key. Copy it again from Azeer, under Settings → Webhooks & APIs → API.',
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
 * Reads the connection fields. For development, `MOTTASL_API_URL` replaces the whole base URL with its `/v1`.
 * @throws InvalidInputError if the key is invalid
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
