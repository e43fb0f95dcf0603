import { hashOf } from '@messaging/gateway/hash';
import type { Outcome } from '@messaging/gateway/records';
import { isObject } from '@messaging/gateway/schemas';
import { type Delivery, eventOf, type Posted, postedIn, type Reading, readDelivery } from './deliveries.ts';
import { type Fields, firstText, msisdnOf, objectOf, textOf, timeOf } from './shapes.ts';

/** Events with undocumented payloads. Reads likely field names, and returns the rest under `raw`. */

const TIMES = ['timestamp', 'occurred_at', 'created_at', 'updated_at', 'time', 'date'];

const occurredAt = (fields: Fields): string | null => timeOf(firstText(fields, ...TIMES));

export interface StatusEvent {
  id: string;
  message_id: string | null;
  recipient: string | null;
  /** Azeer's status in upper case. */
  status: string | null;
  outcome: Outcome;
  is_final: boolean;
  received_at: string | null;
  raw: Fields;
}

const OUTCOMES: Readonly<Record<string, Outcome>> = {
  DELIVERED: 'delivered',
  READ: 'delivered',
  FAILED: 'failed',
};

const readStatus = ({ fields, raw }: Posted): StatusEvent => {
  const messageId = firstText(fields, 'message_id', 'messageId', 'id', 'wamid');
  const status = firstText(fields, 'status', 'message_status', 'new_status')?.trim().toUpperCase() ?? null;
  const outcome = OUTCOMES[status ?? ''] ?? 'pending';
  return {
    id: messageId !== null && status !== null ? `${messageId}:${status}` : hashOf(raw),
    message_id: messageId,
    recipient: msisdnOf(firstText(fields, 'to', 'recipient', 'recipient_id', 'platform_id', 'phone')),
    status,
    outcome,
    is_final: outcome !== 'pending',
    received_at: occurredAt(fields),
    raw,
  };
};

/** A record may contain several statuses, as in WhatsApp's own API. */
const readStatuses = ({ fields, raw }: Posted): StatusEvent[] => {
  const { statuses, ...around } = fields;
  const several = Array.isArray(statuses) ? statuses.filter(isObject) : [];
  if (several.length === 0) return [readStatus({ fields, raw })];
  return several.map((status) =>
    readStatus({ fields: { ...around, ...status }, raw: { ...around, statuses: [status] } }),
  );
};

export const readStatusEvents = (delivery: Delivery): Reading<StatusEvent> => {
  const { events, unread } = readDelivery(delivery, 'message_status_changed', readStatuses);
  return { events: events.flat(), unread };
};

const contactOf = (fields: Fields): Fields => objectOf(fields.contact);

const contactId = (fields: Fields): string | null =>
  firstText(fields, 'contact_id') ?? firstText(contactOf(fields), 'id', 'contact_id');

const NAMES = ['profile_display_name', 'profile_name', 'display_name', 'name'];

const contactName = (fields: Fields): string | null =>
  firstText(fields, 'contact_name', ...NAMES) ?? firstText(contactOf(fields), 'contact_name', ...NAMES);

const MOBILES = ['platform_id', 'phone', 'phone_number', 'mobile'];

export interface ContactEvent {
  id: string;
  contact_id: string | null;
  name: string | null;
  mobile: string | null;
  created_at: string | null;
  raw: Fields;
}

const readContact = ({ fields, raw }: Posted): ContactEvent => {
  const id = contactId(fields) ?? firstText(fields, 'id');
  const mobile = firstText(fields, ...MOBILES, 'from') ?? firstText(contactOf(fields), ...MOBILES);
  return {
    id: id ?? hashOf(raw),
    contact_id: id,
    name: contactName(fields),
    mobile: msisdnOf(mobile),
    created_at: timeOf(firstText(contactOf(fields), 'created_at')) ?? occurredAt(fields),
    raw,
  };
};

export const readContactEvents = (delivery: Delivery): Reading<ContactEvent> =>
  readDelivery(delivery, 'new_contact', readContact);

export interface ChatEvent {
  id: string;
  contact_id: string | null;
  contact_name: string | null;
  agent: string | null;
  occurred_at: string | null;
  raw: Fields;
}

const AGENTS = [
  'agent',
  'assigned_platform_id',
  'assigned_to',
  'assignee',
  'agent_name',
  'agent_email',
  'agent_id',
];

/** An agent as text. From a record, takes the ID for assignments before the name. */
const agentOf = (fields: Fields): string | null => {
  for (const name of AGENTS) {
    const value = fields[name];
    const agent =
      textOf(value) ?? firstText(objectOf(value), 'platform_id', 'email', 'display_name', 'name', 'id');
    if (agent !== null) return agent;
  }
  return null;
};

/** Uses a hash of the content, because events rarely have an ID of their own. */
const idOf = ({ fields, raw }: Posted): string => firstText(fields, 'event_id') ?? hashOf(raw);

const readChat = (posted: Posted): ChatEvent => ({
  id: idOf(posted),
  contact_id: contactId(posted.fields),
  contact_name: contactName(posted.fields),
  agent: agentOf(posted.fields),
  occurred_at: occurredAt(posted.fields),
  raw: posted.raw,
});

export const readChatEvents = (
  delivery: Delivery,
  event: 'chat_assigned' | 'chat_closed',
): Reading<ChatEvent> => readDelivery(delivery, event, readChat);

export interface AccountEvent {
  id: string;
  /** The event name, or `null` if missing or unknown. */
  event: string | null;
  occurred_at: string | null;
  raw: Fields;
}

export const readAccountEvents = (delivery: Delivery): Reading<AccountEvent> => {
  const events = postedIn(delivery).map((posted) => ({
    id: idOf(posted),
    event: eventOf(posted.fields),
    occurred_at: occurredAt(posted.fields),
    raw: posted.raw,
  }));
  return { events, unread: events.length === 0 ? 1 : 0 };
};
