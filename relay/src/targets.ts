import { type LookupAddress, type LookupAllOptions, lookup } from 'node:dns';
import type { LookupFunction } from 'node:net';
import ipaddr from 'ipaddr.js';
import { Agent } from 'undici';

/** A refused connection: the name resolves to a private address. */
export class AddressError extends Error {
  override readonly name = 'AddressError';
}

const isPublic = (address: string): boolean => ipaddr.process(address).range() === 'unicast';

/** Resolves a name to all of its addresses, as `dns.lookup` does. */
export type Resolve = (
  hostname: string,
  options: LookupAllOptions,
  callback: (error: NodeJS.ErrnoException | null, addresses: LookupAddress[]) => void,
) => void;

/**
 * Resolves a name for a connection, and fails if one of its addresses is not public. The connection uses the
 * checked addresses, so a DNS change in between has no effect.
 */
export const publicLookup =
  (resolve: Resolve): LookupFunction =>
  (hostname, options, callback) => {
    resolve(hostname, { ...options, all: true }, (error, addresses) => {
      const [first] = addresses ?? [];
      if (error || !first) return callback(error ?? new AddressError('The name has no address.'), '', 4);
      if (!addresses.every(({ address }) => isPublic(address)))
        return callback(new AddressError('The name resolves to a private address.'), '', 4);
      return options.all ? callback(null, addresses) : callback(null, first.address, first.family);
    });
  };

const TIMES = {
  headersTimeout: 10_000,
  bodyTimeout: 5000,
  keepAliveTimeout: 20_000,
  keepAliveMaxTimeout: 60_000,
};
const CONNECT = { timeout: 5000, allowH2: false };

/** Connects to public addresses only. Checks each connection. */
export const createGuardedAgent = (resolve: Resolve = lookup): Agent =>
  new Agent({ ...TIMES, allowH2: false, connect: { ...CONNECT, lookup: publicLookup(resolve) } });

/** Connects to any address, for origins that the operator listed as http or private. */
export const createOpenAgent = (): Agent => new Agent({ ...TIMES, allowH2: false, connect: CONNECT });

const isPrivateHost = (hostname: string): boolean => {
  const host = hostname.replace(/^\[|\]$/g, '');
  return host === 'localhost' || host.endsWith('.localhost') || (ipaddr.isValid(host) && !isPublic(host));
};

/** The allowed targets. */
export interface Targets {
  /** The normalized URL, or `null` if its origin is not allowed. @throws TypeError if it is not a URL */
  allow(url: string): string | null;
  /** Whether the origin is listed with `http:` or a private host, so that its address is not checked. */
  isOpen(origin: string): boolean;
}

/** @param origins exact origins, such as `https://hooks.zapier.com` */
export const createTargets = (origins: readonly string[]): Targets => {
  const allowed = new Set(origins);
  const open = new Set(
    origins.filter((origin) => {
      const { protocol, hostname } = new URL(origin);
      return protocol === 'http:' || isPrivateHost(hostname);
    }),
  );
  return {
    allow: (text) => {
      const url = new URL(text);
      const hasLogin = url.username !== '' || url.password !== '';
      url.hash = '';
      return allowed.has(url.origin) && !hasLogin ? url.href : null;
    },
    isOpen: (origin) => open.has(origin),
  };
};
