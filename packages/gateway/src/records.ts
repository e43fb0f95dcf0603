export type Direction = 'outbound' | 'inbound';

/** The delivery outcome of a message. `unknown` is final: the gateway will never know. */
export type Outcome = 'delivered' | 'failed' | 'pending' | 'unknown';

/** The status of a send. `unknown` means that the message may have been sent. */
export type SendStatus = 'accepted' | 'scheduled' | 'skipped' | 'unknown';

/** Why a message was skipped. `unclear` means that an earlier run may have sent it. */
export type SkippedReason = 'opted_out' | 'duplicate' | 'unclear';
