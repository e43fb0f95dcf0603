import type { Outcome } from '@messaging/gateway/records';
import { isObject } from '@messaging/gateway/schemas';
import { type Delivery, eventOf, type Posted, postedIn, type Reading, readDelivery } from './deliveries.ts';
import { type Fields, firstText, hashOf, msisdnOf, objectOf, textOf, timeOf } from './shapes.ts';

/**
 * Events whose payloads are not documented: what is likely to be there is read by likely names, the rest is passed on
 * under `raw`.
 */

/** Names that the time of an event goes by. */
const TIMES = ['timestamp', 'occurred_at', 'created_at', 'updated_at', 'time', 'date'];

const occurredAt = (fields: Fields): string | null => timeOf(firstText(fields, ...TIMES));

/** A status of a message that was sent. */
export interface StatusEvent {
  id: string;
  message_id: string | null;
  recipient: string | null;
  /** Azeer's word, upper case. */
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

/** Statuses may come several in one record, as WhatsApp's own API posts them. */
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

/** A contact that was added. */
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

/** Something that happened to the chat with a contact. */
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

/** An agent as text; where it is a record, what the agent is assigned by comes before the name. */
const agentOf = (fields: Fields): string | null => {
  for (const name of AGENTS) {
    const value = fields[name];
    const agent =
      textOf(value) ?? firstText(objectOf(value), 'platform_id', 'email', 'display_name', 'name', 'id');
    if (agent !== null) return agent;
  }
  return null;
};

/** An id of the event itself is rare, and ids of the chat or the contact come again: the content is the id. */
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

/** Any event of the account. */
export interface AccountEvent {
  id: string;
  /** The event that the record says it is; `null` where it says none, or one that is not known. */
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
