export type Direction = 'outbound' | 'inbound';

/** What became of a message, in one word; `unknown` is a gateway's final word that it will never know. */
export type Outcome = 'delivered' | 'failed' | 'pending' | 'unknown';
