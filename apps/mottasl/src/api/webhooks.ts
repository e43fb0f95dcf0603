import { GatewayError } from '@messaging/errors/gateway-error';
import type { Exchange } from './exchange.ts';
import { idIn, readListing } from './lists.ts';
import { firstText } from './shapes.ts';

export type EventName =
  | 'incoming_msg'
  | 'outgoing_msg'
  | 'chat_assigned'
  | 'chat_closed'
  | 'chat_mentioned'
  | 'template_approved'
  | 'broadcast_complete'
  | 'billing_alert'
  | 'new_contact'
  | 'for_rules'
  | 'message_status_changed';

export interface NewWebhook {
  readonly event: EventName;
  readonly url: string;
  /** Returned with each delivery, to detect foreign ones. */
  readonly secureToken: string;
}

const ID_NAMES = ['id', 'webhook_id', 'webhookId', 'uuid', '_id'] as const;

/** Finds the ID of the webhook with a URL in the list, the last one if there are several, or `null`. */
const findByUrl = (exchange: Exchange, url: string): Promise<string | null> =>
  exchange({ method: 'GET', path: '/webhook', retry: false, effect: 'subscribes' }, (data) => {
    const listing = readListing(data, 'webhooks');
    if (!listing) return null;
    const own = listing.records.filter((record) => record.url === url);
    return { id: firstText(own.at(-1) ?? {}, ...ID_NAMES) };
  }).then(({ id }) => id);

const create = (
  { event, url, secureToken }: NewWebhook,
  exchange: Exchange,
): Promise<{ id: string | null }> =>
  exchange(
    {
      method: 'POST',
      path: '/webhook',
      json: {
        name: `Zapier ${event}`,
        description: 'Created by a Zap. Deleted when the Zap is turned off.',
        url,
        event,
        securetoken: secureToken,
        policy: 'retry',
        enabled: true,
      },
      effect: 'subscribes',
    },
    (data) => ({ id: idIn(data, ...ID_NAMES) }),
  );

/**
 * Creates a webhook. If the response has no ID or is unclear, finds it in the list by URL.
 * @returns its ID, or `null` if it was created but not found
 */
export const createWebhook = async (exchange: Exchange, webhook: NewWebhook): Promise<string | null> => {
  try {
    const { id } = await create(webhook, exchange);
    return id ?? (await findByUrl(exchange, webhook.url).catch(() => null));
  } catch (error) {
    if (!(error instanceof GatewayError) || error.kind !== 'unknown') throw error;
    const found = await findByUrl(exchange, webhook.url).catch(() => null);
    if (found === null) throw error;
    return found;
  }
};

/** Deletes a webhook by ID, or by URL if the ID is unknown. Succeeds if it does not exist. */
export const deleteWebhook = async (
  exchange: Exchange,
  { id, url }: { readonly id: string | null; readonly url: string },
): Promise<void> => {
  const known = id ?? (await findByUrl(exchange, url));
  if (known === null) return;
  try {
    await exchange(
      { method: 'DELETE', path: `/webhook/${encodeURIComponent(known)}`, effect: 'subscribes' },
      () => true,
    );
  } catch (error) {
    if (!(error instanceof GatewayError) || error.kind !== 'not_found') throw error;
  }
};
