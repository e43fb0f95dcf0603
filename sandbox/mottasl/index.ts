import type { Delivery } from '../deliveries.ts';
import type { RecordedRequest } from '../exchange.ts';
import { createWorld, type GatewayOptions, type GatewaySandbox, toSandbox } from '../gateway.ts';
import {
  type Business,
  type Contact,
  createBusiness,
  createToken,
  type Key,
  type Message,
} from './business.ts';
import { addContact } from './contacts.ts';
import { announce, type EventName } from './events.ts';
import { closeChat, type Inbound, receive } from './inbound.ts';
import { listen } from './server.ts';
import { defaultSettings, type Settings } from './settings.ts';
import type { World } from './world.ts';

export type { Business, Contact, Delivery, EventName, Inbound, Key, Message, RecordedRequest, Settings };

export type SandboxOptions = GatewayOptions<Settings>;

/** A local Azeer. */
export interface Sandbox extends GatewaySandbox<Settings> {
  /** The base URL of the API: `http://127.0.0.1:<port>/v1`. */
  readonly url: string;
  /** The control API: `http://127.0.0.1:<port>/_sandbox`. */
  readonly controlUrl: string;
  /** The business of the keys below. */
  readonly business: Business;
  /** Two tokens, one of them read-only, and a key that is not a token. */
  readonly keys: { readonly full: Key; readonly readOnly: Key; readonly opaque: Key };
  /** Creates another account, with a read-write key. */
  createAccount(given: { name: string; key: string }): Key;
  /** Adds a contact with a closed window. */
  addContact(given: { platformId: string; name: string }): Contact;
  /** Simulates an inbound message, which opens the window. */
  inbound(message: Inbound): Message;
  closeChat(contact: Contact): void;
  /** Posts any event with any payload. */
  announce(event: EventName, payload: object): void;
}

/** Starts a local Azeer. */
export async function startSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
  const common = createWorld(options, defaultSettings());
  const { random, clock } = common;
  const business = createBusiness(random, clock.now());
  const token = (scope: string) =>
    createToken(random, { business_id: business.id, key_id: random.uuid(), scope, iat: 1_772_000_000 });
  const keys = {
    full: { name: 'full', key: token('read_write'), scope: 'read_write', business },
    readOnly: { name: 'readOnly', key: token('read'), scope: 'read', business },
    opaque: { name: 'opaque', key: `azeer-${random.uuid()}`, scope: 'read_write', business },
  } as const;
  const world: World = {
    ...common,
    business,
    keys: Object.values(keys),
  };
  const server = await listen(world, options.port ?? 0);
  const origin = `http://127.0.0.1:${server.port}`;
  return {
    ...toSandbox(world, server),
    keys,
    url: `${origin}/v1`,
    controlUrl: `${origin}/_sandbox`,
    createAccount: ({ name, key }) => {
      const account: Key = { name, key, scope: 'read_write', business: createBusiness(random, clock.now()) };
      world.keys.push(account);
      return account;
    },
    addContact: (given) => addContact(world, business, given),
    inbound: (message) => receive(world, business, message),
    closeChat: (contact) => closeChat(world, business, contact),
    announce: (event, payload) => announce(world, business, event, payload),
  };
}
