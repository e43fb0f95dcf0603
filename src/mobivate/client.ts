import type { Platform } from './connection.ts';

/** One message to one person, every value already checked. */
export interface OutboundMessage {
  readonly originator: string;
  /** MSISDN: digits with country code. */
  readonly recipient: string;
  readonly text: string;
  readonly reference?: string | undefined;
  readonly scheduleAt?: Date | undefined;
  readonly shortenUrls?: boolean | undefined;
  readonly excludeOptouts?: boolean | undefined;
  /** Classic only. */
  readonly routeId?: string | undefined;
  /** Classic only; an existing campaign. */
  readonly campaignId?: string | undefined;
}

/** What Mobivate said of a message that it took. */
export interface Sent {
  /** Id of the message; `null` where the platform gives only one for the batch. */
  readonly id: string | null;
  readonly batchId: string | null;
  readonly routeId: string | null;
  readonly campaignId: string | null;
}

/**
 * Mobivate, whichever of its platforms the connection is on. Every method may throw a GatewayFailure.
 */
export interface Mobivate {
  readonly platform: Platform;
  /** Succeeds when Mobivate accepts the key. */
  checkKey(): Promise<void>;
  /** Sends or schedules one message, in one request that is never repeated. */
  send(message: OutboundMessage): Promise<Sent>;
}
