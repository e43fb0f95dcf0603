import { timeOf } from './answers.ts';
import type { Business, Contact, Message, Webhook } from './business.ts';
import type { Settings } from './settings.ts';
import type { World } from './world.ts';

export const EVENTS = [
  'incoming_msg',
  'outgoing_msg',
  'chat_assigned',
  'chat_closed',
  'chat_mentioned',
  'template_approved',
  'broadcast_complete',
  'billing_alert',
  'new_contact',
  'for_rules',
  'message_status_changed',
] as const;

export type EventName = (typeof EVENTS)[number];

const WRAPPED: Record<Settings['payloads'], (payload: object) => object> = {
  bare: (payload) => payload,
  data: (data) => ({ data }),
  payload: (payload) => ({ payload }),
  array: (payload) => [payload],
};

const withToken = (url: string, token: string): string => {
  const address = new URL(url);
  address.searchParams.set('securetoken', token);
  return address.href;
};

/** The URL, headers, and body of a delivery, with its token. */
function proofOf({ securetoken: place }: Settings, { url, securetoken }: Webhook, payload: object) {
  const bare = { url, headers: {}, payload };
  if (place === 'header') return { ...bare, headers: { securetoken } };
  if (place === 'x-header') return { ...bare, headers: { 'X-SecureToken': securetoken } };
  if (place === 'query') return { ...bare, url: withToken(url, securetoken) };
  return place === 'body' ? { ...bare, payload: { ...payload, securetoken } } : bare;
}

/** Posts an event to the enabled webhooks for it. */
export function announce(world: World, business: Business, event: EventName, payload: object): void {
  const { settings, deliveries } = world;
  for (const webhook of business.webhooks) {
    if (webhook.event !== event || !webhook.enabled) continue;
    const {
      url,
      headers,
      payload: proven,
    } = proofOf(settings, webhook, { webhook_event_type: event, ...payload });
    const body = JSON.stringify(WRAPPED[settings.payloads](proven));
    const delivery = { url, kind: event, contentType: 'application/json', headers, body };
    deliveries.post(webhook.id, delivery);
    if (settings.duplicateDeliveries) deliveries.post(webhook.id, delivery);
  }
}

/** The documented payload of an inbound message, or the other known one. */
export function incomingPayload(
  { settings }: World,
  business: Business,
  { id, messageId, contact, type, content, createdAt }: Message,
): object {
  if (settings.incoming === 'message_body') {
    return { from: contact.platformId, direction: 'in', message_body: { [type]: content }, id };
  }
  return {
    type: 'message',
    platform: 'whatsapp',
    direction: 'in',
    message_type: type,
    business_id: business.id,
    contact_id: contact.id,
    contact_name: contact.name,
    from: contact.platformId,
    to: business.number,
    id,
    message_id: messageId,
    parent_message_id: null,
    ...content,
    timestamp: timeOf(settings, createdAt),
  };
}

/** Possible payloads of `message_status_changed`, which are not documented. */
const STATUSES: Record<Settings['statuses'], (facts: Record<string, unknown>) => object> = {
  flat: (facts) => facts,
  id: ({ message_id, ...facts }) => ({ id: message_id, ...facts }),
  data: (facts) => ({ data: facts }),
  statuses: ({ message_id, to, ...facts }) => ({
    statuses: [{ id: message_id, recipient_id: to, ...facts }],
  }),
};

export const statusPayload = ({ settings, clock }: World, { id, status, contact }: Message): object =>
  STATUSES[settings.statuses]({
    message_id: id,
    status,
    to: contact.platformId,
    timestamp: timeOf(settings, clock.now()),
  });

/** The payload of a contact or chat event, which is not documented. */
export const contactPayload = ({ settings, clock }: World, business: Business, contact: Contact): object => ({
  business_id: business.id,
  contact_id: contact.id,
  contact_name: contact.name,
  platform_id: contact.platformId,
  ...(contact.agent && { agent: contact.agent }),
  timestamp: timeOf(settings, clock.now()),
});
