import { Clock } from '../clock.ts';
import { Deliveries, type Delivery } from '../deliveries.ts';
import type { RecordedRequest } from '../exchange.ts';
import { Faults } from '../faults.ts';
import { createRandom } from '../random.ts';
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

export interface SandboxOptions {
  /** Defaults to 0, a free port. */
  port?: number;
  /** The seed determines keys and IDs. */
  seed?: number;
  /** `driven` stops until `clock.advance`. `real` follows the machine's clock. */
  clock?: 'driven' | 'real';
  /** The start time in epoch milliseconds. Defaults to the current time. */
  now?: number;
  settings?: Partial<Settings>;
}

/** A local Azeer. */
export interface Sandbox {
  /** The base URL of the API: `http://127.0.0.1:<port>/v1`. */
  readonly url: string;
  /** The control API: `http://127.0.0.1:<port>/_sandbox`. */
  readonly controlUrl: string;
  /** The business of the keys below. */
  readonly business: Business;
  /** Two tokens, one of them read-only, and a key that is not a token. */
  readonly keys: { readonly full: Key; readonly readOnly: Key; readonly opaque: Key };
  /** All requests in order, except control requests. Can be cleared. */
  readonly requests: RecordedRequest[];
  /** All deliveries in order. */
  readonly deliveries: Delivery[];
  readonly clock: Clock;
  readonly faults: Faults;
  readonly settings: Settings;
  /** Numbers that get another ending's result, such as `901`, whatever their own digits. */
  readonly endings: Map<string, string>;
  /** Creates another account, with a read-write key. */
  createAccount(given: { name: string; key: string }): Key;
  /** Adds a contact with a closed window. */
  addContact(given: { platformId: string; name: string }): Contact;
  /** Simulates an inbound message, which opens the window. */
  inbound(message: Inbound): Message;
  closeChat(contact: Contact): void;
  /** Posts any event with any payload. */
  announce(event: EventName, payload: object): void;
  /** Resolves when no delivery is pending. */
  settle(): Promise<void>;
  /** Closes connections, timers, and deliveries immediately. */
  close(): Promise<void>;
}

/** Starts a local Azeer. */
export async function startSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
  const random = createRandom(options.seed ?? 1);
  const clock = new Clock(options.clock ?? 'driven', options.now);
  const deliveries = new Deliveries();
  const business = createBusiness(random, clock.now());
  const token = (scope: string) =>
    createToken(random, { business_id: business.id, key_id: random.uuid(), scope, iat: 1_772_000_000 });
  const keys = {
    full: { name: 'full', key: token('read_write'), scope: 'read_write', business },
    readOnly: { name: 'readOnly', key: token('read'), scope: 'read', business },
    opaque: { name: 'opaque', key: `azeer-${random.uuid()}`, scope: 'read_write', business },
  } as const;
  const world: World = {
    random,
    clock,
    deliveries,
    business,
    settings: { ...defaultSettings(), ...options.settings },
    faults: new Faults(),
    requests: [],
    endings: new Map(),
    keys: Object.values(keys),
  };
  const server = await listen(world, options.port ?? 0);
  const origin = `http://127.0.0.1:${server.port}`;
  return {
    ...world,
    keys,
    url: `${origin}/v1`,
    controlUrl: `${origin}/_sandbox`,
    deliveries: deliveries.log,
    createAccount: ({ name, key }) => {
      const account: Key = { name, key, scope: 'read_write', business: createBusiness(random, clock.now()) };
      world.keys.push(account);
      return account;
    },
    addContact: (given) => addContact(world, business, given),
    inbound: (message) => receive(world, business, message),
    closeChat: (contact) => closeChat(world, business, contact),
    announce: (event, payload) => announce(world, business, event, payload),
    settle: () => deliveries.settled(),
    async close() {
      clock.stop();
      deliveries.close();
      await server.close();
    },
  };
}
