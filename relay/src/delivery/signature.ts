import { createHmac } from 'node:crypto';

/**
 * The `webhook-signature` header of a delivery (Standard Webhooks, https://www.standardwebhooks.com).
 *
 * @param secret the subscription's secret, `whsec_` and base64
 * @param timestamp seconds since the epoch
 */
export const sign = (secret: string, id: string, timestamp: number, body: Uint8Array): string => {
  const key = Buffer.from(secret.slice('whsec_'.length), 'base64');
  return `v1,${createHmac('sha256', key).update(`${id}.${timestamp}.`).update(body).digest('base64')}`;
};
