import type { Business, Contact, Message } from './business.ts';
import { addContact } from './contacts.ts';
import { announce, contactPayload, incomingPayload } from './events.ts';
import { newWamid } from './messages.ts';
import type { World } from './world.ts';

/** An inbound message. */
export interface Inbound {
  /** The sender's MSISDN. */
  from: string;
  /** Defaults to `text`. */
  type?: string;
  /** The text, or the caption of a file. */
  text?: string;
  /** The rest of the payload, such as `filename_url` or `interactive_reply_id`. */
  more?: Record<string, unknown>;
  name?: string;
}

/** Receives a message: adds the sender as a contact, opens the window, and posts `incoming_msg`. */
export function receive(
  world: World,
  business: Business,
  { from, type = 'text', text, more, name }: Inbound,
): Message {
  const contact = addContact(world, business, { platformId: from, name: name ?? from });
  contact.wroteAt = world.clock.now();
  const message: Message = {
    id: newWamid(world),
    messageId: 90_400 + business.messages.length,
    direction: 'in',
    contact,
    type,
    content: { ...(text !== undefined && { text }), ...more },
    status: 'received',
    createdAt: world.clock.now(),
  };
  business.messages.push(message);
  announce(world, business, 'incoming_msg', incomingPayload(world, business, message));
  return message;
}

/** Closes a chat, and posts `chat_closed`. */
export function closeChat(world: World, business: Business, contact: Contact): void {
  announce(world, business, 'chat_closed', contactPayload(world, business, contact));
}
