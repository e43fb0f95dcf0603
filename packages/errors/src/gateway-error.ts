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
  /** HTTP status, where there was an answer. */
  readonly status?: number | undefined;
  /** Seconds to wait before the next try; only for `rate_limited`. */
  readonly retryAfter?: number | undefined;
}

/**
 * A gateway did not do what it was asked. The message is a sentence for the person who built the Zap.
 * Kind `unknown` means that it may have been done all the same; every other kind means that it was not.
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
