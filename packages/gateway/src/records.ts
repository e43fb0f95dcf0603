export type Direction = 'outbound' | 'inbound';

/** The delivery outcome of a message. `unknown` is final: the gateway will never know. */
export type Outcome = 'delivered' | 'failed' | 'pending' | 'unknown';
