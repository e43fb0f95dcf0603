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
  /** 0, the default, takes a free port. */
  port?: number;
  /** Keys and ids are the same for the same seed. */
  seed?: number;
  /** `driven` stands still until `clock.advance`; `real` runs with the machine. */
  clock?: 'driven' | 'real';
  /** The time at the start, epoch milliseconds; the machine's when left out. */
  now?: number;
  settings?: Partial<Settings>;
}

/** An Azeer on this machine. */
export interface Sandbox {
  /** The base URL of the API: `http://127.0.0.1:<port>/v1`. */
  readonly url: string;
  /** Where the control API is: `http://127.0.0.1:<port>/_sandbox`. */
  readonly controlUrl: string;
  /** The business of the keys below, and of what happens by the methods of the sandbox. */
  readonly business: Business;
  /** Two tokens, one of which may only read, and a key that is no token. */
  readonly keys: { readonly full: Key; readonly readOnly: Key; readonly opaque: Key };
  /** Every request that came, in order; may be emptied. Control requests are not in it. */
  readonly requests: RecordedRequest[];
  /** Everything that was posted to webhooks, in order. */
  readonly deliveries: Delivery[];
  readonly clock: Clock;
  readonly faults: Faults;
  readonly settings: Settings;
  /** Numbers that end as another ending says, such as `901`, whatever their own digits are. */
  readonly endings: Map<string, string>;
  /** Another account, with a key that may read and write. */
  createAccount(given: { name: string; key: string }): Key;
  /** Adds a contact whose window is closed. */
  addContact(given: { platformId: string; name: string }): Contact;
  /** Somebody writes to the business, which opens the window. */
  inbound(message: Inbound): Message;
  closeChat(contact: Contact): void;
  /** Posts any event with any payload. */
  announce(event: EventName, payload: object): void;
  /** Resolves when nothing is queued or on its way. */
  settle(): Promise<void>;
  /** Ends everything at once: connections, timers, deliveries. */
  close(): Promise<void>;
}

/** Starts an Azeer on a port of 127.0.0.1. */
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
