import { anyObject } from '@messaging/gateway/schemas';
import type { Exchange } from '../exchange.ts';

/** The events of Classic webhooks: a delivery receipt, an inbound message, a click on a short link. */
export type HookEvent = 'receipt' | 'incoming' | 'click';

/**
 * Sets the webhook URL of an event: `POST /webhooks/{receipt,incoming,click}`. An account has one URL per event, so this
 * replaces the previous one, which cannot be read. The documentation does not say whether an empty URL clears it.
 */
export const setHook = async (exchange: Exchange, event: HookEvent, url: string): Promise<void> => {
  await exchange(
    { method: 'POST', path: `/webhooks/${event}`, json: { url }, effect: 'registers' },
    anyObject,
  );
};
