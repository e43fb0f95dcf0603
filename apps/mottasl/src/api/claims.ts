import { isObject } from '@messaging/gateway/schemas';

/** The scope in an API key's claims. */
export type Scope = 'read' | 'read_write';

/** Possible names of the permission claim. Azeer does not document it. */
const CLAIM = /scope|permission|access/i;

const claimsOf = (key: string): Record<string, unknown> => {
  const [, payload, signature] = key.split('.');
  if (payload === undefined || signature === undefined) return {};
  try {
    const claims: unknown = JSON.parse(Buffer.from(payload, 'base64url').toString());
    return isObject(claims) ? claims : {};
  } catch {
    return {};
  }
};

/** Reads the words of a claim: text, a list, or flags such as `{"read":true,"write":false}`. */
const wordsOf = (claim: unknown): string => {
  if (Array.isArray(claim)) return claim.map(wordsOf).join(' ');
  if (!isObject(claim)) return String(claim);
  return Object.entries(claim)
    .filter(([, allowed]) => allowed === true)
    .map(([name]) => name)
    .join(' ');
};

const scopeOf = (words: string): Scope | null => {
  if (/write|\brw\b|\bfull\b|\ball\b/i.test(words)) return 'read_write';
  return /read|\bro?\b/i.test(words) ? 'read' : null;
};

const BARE_SCOPE = /^(?:read|write|rw|read[ _-]?only|read[ _-]?(?:and[ _-]?)?write)$/i;

const scopeIn = (claims: Record<string, unknown>): Scope | null => {
  const entries = Object.entries(claims);
  const named = entries.filter(([name]) => CLAIM.test(name)).map(([, claim]) => wordsOf(claim));
  const bare = entries
    .map(([name, claim]) => (claim === true ? name : String(claim)))
    .filter((claim) => BARE_SCOPE.test(claim));
  return scopeOf(named.join(' ')) ?? scopeOf(bare.join(' '));
};

/**
 * Reads the scope from an API key, which is a JWT, or `null`. Does not verify the signature, because the scope only
 * selects an error message.
 */
export const readScope = (key: string): Scope | null => {
  const claims = claimsOf(key);
  const nested = Object.values(claims).filter(isObject);
  for (const record of [claims, ...nested]) {
    const scope = scopeIn(record);
    if (scope) return scope;
  }
  return null;
};
