import { Clock } from '../clock.ts';
import { Deliveries, type Delivery } from '../deliveries.ts';
import type { RecordedRequest } from '../exchange.ts';
import { Faults } from '../faults.ts';
import { createRandom } from '../random.ts';
import { type Account, Accounts, type NewAccount } from './accounts.ts';
import { type Attachment, type Inbound, receive } from './inbound.ts';
import type { Contact, Ledger, Message, SenderAddress, Webhook } from './ledger.ts';
import { type SeedOptions, seedMessages } from './seeding.ts';
import { listen } from './server.ts';
import { defaultSettings, type Settings } from './settings.ts';
import type { World } from './world.ts';

export type { Fault, FaultKind, FaultSpec } from '../faults.ts';
export type {
  Account,
  Attachment,
  Contact,
  Delivery,
  Inbound,
  Ledger,
  Message,
  NewAccount,
  RecordedRequest,
  SeedOptions,
  SenderAddress,
  Settings,
  Webhook,
};

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

/** A local MessageMedia. */
export interface Sandbox {
  /** `http://127.0.0.1:<port>`. */
  readonly url: string;
  readonly accounts: Accounts;
  /** All requests in order, except control requests and images. Can be cleared. */
  readonly requests: RecordedRequest[];
  /** All deliveries in order. */
  readonly deliveries: Delivery[];
  readonly clock: Clock;
  readonly faults: Faults;
  readonly settings: Settings;
  /** Numbers that get another ending's result, such as `901`, whatever their own digits. */
  readonly endings: Map<string, string>;
  createAccount(given: NewAccount): Account;
  /** Adds records to the log. */
  seedMessages(account: Account, count: number, options?: SeedOptions): Message[];
  /** Simulates an inbound message. An opt-out word opts the sender out. */
  inbound(account: Account, message: Inbound): Message;
  /** Resolves when no delivery is pending. Ignores scheduled retries. */
  settle(): Promise<void>;
  /** Closes connections, timers, and deliveries immediately. */
  close(): Promise<void>;
}

const SENDERS: readonly Omit<SenderAddress, 'id'>[] = [
  {
    sender_address: 'Bakery',
    sender_address_type: 'ALPHANUMERIC',
    label: 'The shop',
    display_status: 'APPROVED',
  },
  {
    sender_address: '+61491570110',
    sender_address_type: 'INTERNATIONAL',
    label: null,
    display_status: 'EXPIRING',
  },
  {
    sender_address: 'OldShop',
    sender_address_type: 'ALPHANUMERIC',
    label: null,
    display_status: 'EXPIRED',
  },
];

/** Starts a local MessageMedia. */
export const startSandbox = async (options: SandboxOptions = {}): Promise<Sandbox> => {
  const random = createRandom(options.seed ?? 1);
  const deliveries = new Deliveries();
  const world: World = {
    random,
    deliveries,
    clock: new Clock(options.clock ?? 'driven', options.now),
    settings: { ...defaultSettings(), ...options.settings },
    accounts: new Accounts(random),
    faults: new Faults(),
    requests: [],
    endings: new Map(),
    url: '',
  };
  const { ledger } = world.accounts.basic;
  for (const sender of SENDERS) ledger.senders.push({ ...sender, id: random.uuid() });
  ledger.lists.push({ id: random.uuid(), name: 'Regulars' }, { id: random.uuid(), name: 'Newsletter' });
  const server = await listen(world, options.port ?? 0);
  world.url = `http://127.0.0.1:${server.port}`;
  return {
    ...world,
    deliveries: deliveries.log,
    createAccount: (given) => world.accounts.create(given),
    seedMessages: (account, count, seeds) => seedMessages(world, account.ledger, count, seeds),
    inbound: (account, message) => receive(world, account.ledger, message),
    settle: () => deliveries.settled(),
    close: async () => {
      world.clock.stop();
      deliveries.close();
      await server.close();
    },
  };
};
