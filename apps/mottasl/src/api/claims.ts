import { isObject } from '@messaging/gateway/schemas';

/** What an API key may do, as far as the key itself says so. */
export type Scope = 'read' | 'read_write';

/** Names that a claim about permissions goes by; the platform's own name is not documented. */
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

/** The words of a claim: text, a list of texts, or a record of flags such as `{"read":true,"write":false}`. */
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

/** A claim that is nothing but the name of a scope, whatever it is called. */
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
 * The scope among the claims of an API key, which is a JWT; `null` where the key is none or does not say. The signature
 * is not checked: Azeer decides what the key may do, and this only words the error when it refuses.
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
