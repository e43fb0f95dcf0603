import { createHmac, timingSafeEqual } from 'node:crypto';
import * as v from 'valibot';

/** The maximum age of a delivery, to prevent replay attacks. */
const TOLERANCE_SECONDS = 300;

const headersSchema = v.record(v.string(), v.unknown());

/** The headers of a delivery (Standard Webhooks). */
export interface WebhookHeaders {
  readonly id: string;
  readonly timestamp: number;
  /** One or more `v1,<base64>`, separated by spaces. */
  readonly signature: string;
  readonly attempt: number;
}

/** Reads the headers of a delivery, which the platform passes on as `Http-Webhook-Id`. `null` if one is missing. */
export const readWebhookHeaders = (given: unknown): WebhookHeaders | null => {
  const headers = v.safeParse(headersSchema, given);
  if (!headers.success) return null;
  const byName = new Map(
    Object.entries(headers.output).map(([name, value]) => [
      name.toLowerCase().replace(/^http-/, ''),
      String(value),
    ]),
  );
  const id = byName.get('webhook-id');
  const signature = byName.get('webhook-signature');
  if (!id || !signature) return null;
  const timestamp = Number(byName.get('webhook-timestamp'));
  return { id, signature, timestamp, attempt: Number(byName.get('webhook-attempt') ?? 1) };
};

const isEqual = (one: string, other: string): boolean => {
  const [a, b] = [Buffer.from(one), Buffer.from(other)];
  return a.length === b.length && timingSafeEqual(a, b);
};

/**
 * Whether a body has a valid, recent signature (Standard Webhooks, https://www.standardwebhooks.com).
 * @param secret `whsec_` and base64
 */
export const isSigned = (
  secret: string,
  { id, timestamp, signature }: WebhookHeaders,
  body: string,
): boolean => {
  if (!(Math.abs(Date.now() / 1000 - timestamp) <= TOLERANCE_SECONDS)) return false;
  const key = Buffer.from(secret.replace(/^whsec_/, ''), 'base64');
  const expected = createHmac('sha256', key).update(`${id}.${timestamp}.${body}`).digest('base64');
  return signature.split(' ').some((part) => isEqual(part, `v1,${expected}`));
};
