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

/** A MessageMedia on this machine. */
export interface Sandbox {
  /** `http://127.0.0.1:<port>`. */
  readonly url: string;
  readonly accounts: Accounts;
  /** Every request that came, in order; may be emptied. Control requests and pictures are not in it. */
  readonly requests: RecordedRequest[];
  /** Everything that was posted to webhooks and callbacks, in order. */
  readonly deliveries: Delivery[];
  readonly clock: Clock;
  readonly faults: Faults;
  readonly settings: Settings;
  /** Numbers that end as another ending says, such as `901`, whatever their own digits are. */
  readonly endings: Map<string, string>;
  createAccount(given: NewAccount): Account;
  /** Writes records straight into the log. */
  seedMessages(account: Account, count: number, options?: SeedOptions): Message[];
  /** Somebody sends a message to the account; an opt-out word puts them on the opt-out list. */
  inbound(account: Account, message: Inbound): Message;
  /** Resolves when nothing is queued or on its way; a retry that waits for its time does not count. */
  settle(): Promise<void>;
  /** Ends everything at once: connections, timers, deliveries. */
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

/** Starts a MessageMedia on a port of 127.0.0.1. */
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
