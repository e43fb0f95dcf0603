import { type LookupAddress, type LookupAllOptions, lookup } from 'node:dns';
import type { LookupFunction } from 'node:net';
import ipaddr from 'ipaddr.js';
import { Agent } from 'undici';

/** A refusal to connect, because the name stands for an address inside the operator's network. */
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
 * Resolves a name for a connection, and fails where one of its addresses is not public. The connection uses the addresses
 * that were checked, so a name that changes in between leads nowhere else.
 */
export const publicLookup =
  (resolve: Resolve): LookupFunction =>
  (hostname, options, callback) => {
    resolve(hostname, { ...options, all: true }, (error, addresses) => {
      const [first] = addresses ?? [];
      if (error || !first) return callback(error ?? new AddressError('The name has no address.'), '', 4);
      if (!addresses.every(({ address }) => isPublic(address)))
        return callback(new AddressError('The name stands for a private address.'), '', 4);
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

/** Connects to public addresses only; the check is made for each connection, on the address that it then uses. */
export const createGuardedAgent = (resolve: Resolve = lookup): Agent =>
  new Agent({ ...TIMES, allowH2: false, connect: { ...CONNECT, lookup: publicLookup(resolve) } });

/** Connects anywhere: for origins that the operator listed as they are. */
export const createOpenAgent = (): Agent => new Agent({ ...TIMES, allowH2: false, connect: CONNECT });

const isPrivateHost = (hostname: string): boolean => {
  const host = hostname.replace(/^\[|\]$/g, '');
  return host === 'localhost' || host.endsWith('.localhost') || (ipaddr.isValid(host) && !isPublic(host));
};

/** Where deliveries may go. */
export interface Targets {
  /** The URL as it is stored; `null` where its origin is not allowed. @throws TypeError for text that is no URL */
  allow(url: string): string | null;
  /** Whether the operator listed the origin as one that is not public: with `http:`, or a private host. */
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
