export type GatewayErrorKind =
  | 'unauthorized'
  | 'forbidden'
  | 'no_credit'
  | 'opted_out'
  | 'not_found'
  | 'rate_limited'
  | 'refused'
  | 'unreachable'
  | 'unknown';

interface GatewayErrorFacts {
  readonly kind: GatewayErrorKind;
  /** The HTTP status, if the gateway answered. */
  readonly status?: number | undefined;
  /** Seconds to wait before retrying. Set for `rate_limited` only. */
  readonly retryAfter?: number | undefined;
}

/**
 * A gateway request failed. The message is a sentence for the person who built the Zap.
 * `unknown` means the request may have taken effect; any other kind means it did not.
 */
export class GatewayError extends Error {
  override readonly name = 'GatewayError';
  readonly kind: GatewayErrorKind;
  readonly status: number | undefined;
  readonly retryAfter: number | undefined;

  constructor(sentence: string, facts: GatewayErrorFacts) {
    super(sentence);
    this.kind = facts.kind;
    this.status = facts.status;
    this.retryAfter = facts.retryAfter;
  }
}
