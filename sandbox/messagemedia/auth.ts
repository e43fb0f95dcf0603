import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import type { RecordedRequest } from '../exchange.ts';
import type { Account } from './accounts.ts';
import type { World } from './world.ts';

/** The default of Kong, whose scheme this is. MessageMedia documents none. */
const SKEW_MILLISECONDS = 300_000;

interface Credential {
  readonly username: string;
  readonly algorithm: string;
  readonly names: readonly string[];
  readonly signature: string;
}

const readCredential = (header: string): Credential | null => {
  const field = (name: string) => new RegExp(`\\b${name}="([^"]*)"`).exec(header)?.[1];
  const [username, algorithm, headers, signature] = ['username', 'algorithm', 'headers', 'signature'].map(
    field,
  );
  const hash = /^hmac-(sha1|sha256)$/.exec(algorithm ?? '')?.[1];
  if (!username || !hash || !headers || !signature) return null;
  return { username, algorithm: hash, names: headers.split(' '), signature };
};

const isSame = (one: string, other: string): boolean =>
  one.length === other.length && timingSafeEqual(Buffer.from(one), Buffer.from(other));

const digestName = ({ names }: Credential): string | undefined =>
  names.find((name) => /^(?:x-)?content-md5$/i.test(name));

const isWhole = (credential: Credential, request: RecordedRequest): boolean => {
  const digest = digestName(credential);
  if (request.body === '') return digest === undefined;
  if (digest === undefined) return false;
  return request.headers[digest.toLowerCase()] === createHash('md5').update(request.body).digest('hex');
};

const isSigned = (credential: Credential, request: RecordedRequest, secret: string): boolean => {
  const lines = credential.names.map((name) =>
    name === 'request-line'
      ? `${request.method} ${request.target} HTTP/1.1`
      : `${name}: ${request.headers[name.toLowerCase()] ?? ''}`,
  );
  const signature = createHmac(credential.algorithm, secret).update(lines.join('\n')).digest('base64');
  return isSame(signature, credential.signature);
};

const byHmac = (world: World, request: RecordedRequest, header: string): Account | null => {
  const credential = readCredential(header);
  const account = credential && world.accounts.byKey(credential.username);
  if (!credential || account?.method !== 'hmac') return null;
  const signs = (name: string) => credential.names.some((other) => other.toLowerCase() === name);
  const now = Date.now() + world.settings.clockAheadMs;
  const isFresh = Math.abs(Date.parse(request.headers.date ?? '') - now) <= SKEW_MILLISECONDS;
  const isComplete = signs('date') && signs('request-line') && isWhole(credential, request);
  return isFresh && isComplete && isSigned(credential, request, account.secret) ? account : null;
};

const byPassword = (world: World, header: string): Account | null => {
  const [key = '', secret = ''] = Buffer.from(header.slice('Basic '.length), 'base64')
    .toString()
    .split(/:(.*)/s);
  const account = world.accounts.byKey(key);
  return account?.method === 'basic' && isSame(secret, account.secret) ? account : null;
};

/**
 * Returns the account that signed a request. `null` for a wrong secret, a key of the other type, a date more than 300
 * s off, a wrong body digest, or a signature of different bytes.
 */
export const accountOf = (world: World, request: RecordedRequest): Account | null => {
  const header = request.headers.authorization ?? '';
  if (header.startsWith('Basic ')) return byPassword(world, header);
  return header.startsWith('hmac ') ? byHmac(world, request, header) : null;
};
