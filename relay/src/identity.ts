import { createHmac, randomBytes } from 'node:crypto';
import type { Account, Delivery } from './store/store.ts';

/**
 * Values derived from the relay's secret. Gateway keys are stored as keyed hashes only, signing secrets not
 * at all. The account of a new key is derived from the key, so two processes that see it at the same moment
 * agree.
 */
export interface Identity {
  /**
   * The keyed hash of a gateway key. It includes a host that is not the gateway's own, because the owner of
   * such a host could accept any key.
   */
  keyHash(key: string, foreignHost: string | null): string;
  /** The account of a new key. Id and token have 192 unguessable bits. */
  newAccount(keyHash: string): Account;
  /** The signing secret of a subscription: `whsec_` and base64 (Standard Webhooks). */
  signingSecret(subscriptionId: string): string;
  /** Equal parts give equal keys. */
  dedupeKey(parts: readonly string[]): Buffer;
  /** A fingerprint that shows whether two relays have the same secret. */
  readonly fingerprint: string;
  /** The token for the status page, which shows the operator the targets. */
  readonly adminToken: string;
}

export const createIdentity = (secret: string): Identity => {
  const mac = (purpose: string, value: string): Buffer =>
    createHmac('sha256', secret).update(`${purpose}\n${value}`).digest();
  const short = (purpose: string, value: string) => mac(purpose, value).subarray(0, 24).toString('base64url');
  return {
    keyHash: (key, host) =>
      (host === null ? mac('key', key) : mac('foreign key', `${host}\n${key}`)).toString('base64url'),
    newAccount: (keyHash) => ({ id: `acc_${short('account', keyHash)}`, token: short('token', keyHash) }),
    signingSecret: (id) => `whsec_${mac('signature', id).toString('base64')}`,
    dedupeKey: (parts) => mac('event', JSON.stringify(parts)).subarray(0, 16),
    fingerprint: mac('fingerprint', '').toString('base64url').slice(0, 12),
    adminToken: short('admin', ''),
  };
};

export const newSubscriptionId = (): string => `sub_${randomBytes(24).toString('base64url')}`;

/** The `webhook-id` of a delivery, the same on every try. */
export const webhookId = ({ event, subscription }: Pick<Delivery, 'event' | 'subscription'>): string =>
  `msg_${event.replaceAll('-', '')}_${subscription}`;

/** The delivery of a `webhook-id`, or `null` if it is none. */
export const readWebhookId = (id: string): { event: string; subscription: number } | null => {
  const [, a, b, c, d, e, no] = /^msg_(\w{8})(\w{4})(\w{4})(\w{4})(\w{12})_(\d{1,15})$/.exec(id) ?? [];
  return no === undefined ? null : { event: [a, b, c, d, e].join('-'), subscription: Number(no) };
};
