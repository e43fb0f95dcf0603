import { anyObject } from '@messaging/gateway/schemas';
import type { Exchange } from '../exchange.ts';

/** What Classic reports to a URL: what became of a message, a message that came in, a click on a short link. */
export type HookEvent = 'receipt' | 'incoming' | 'click';

/**
 * Sets the URL that an event is reported to: `POST /webhooks/{receipt,incoming,click}`. An account has one for each
 * event, so this replaces whatever was there; it cannot be read. Whether an empty URL clears it or is refused is not
 * documented.
 */
export const setHook = async (exchange: Exchange, event: HookEvent, url: string): Promise<void> => {
  await exchange(
    { method: 'POST', path: `/webhooks/${event}`, json: { url }, effect: 'registers' },
    anyObject,
  );
};
