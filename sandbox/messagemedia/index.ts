import type { Delivery } from '../deliveries.ts';
import type { RecordedRequest } from '../exchange.ts';
import { createWorld, type GatewayOptions, type GatewaySandbox, toSandbox } from '../gateway.ts';
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

export type SandboxOptions = GatewayOptions<Settings>;

/** A local MessageMedia. */
export interface Sandbox extends GatewaySandbox<Settings> {
  /** `http://127.0.0.1:<port>`. */
  readonly url: string;
  readonly accounts: Accounts;
  createAccount(given: NewAccount): Account;
  /** Adds records to the log. */
  seedMessages(account: Account, count: number, options?: SeedOptions): Message[];
  /** Simulates an inbound message. An opt-out word opts the sender out. */
  inbound(account: Account, message: Inbound): Message;
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
  const common = createWorld(options, defaultSettings());
  const { random } = common;
  const world: World = {
    ...common,
    accounts: new Accounts(random),
    url: '',
  };
  const { ledger } = world.accounts.basic;
  for (const sender of SENDERS) ledger.senders.push({ ...sender, id: random.uuid() });
  ledger.lists.push({ id: random.uuid(), name: 'Regulars' }, { id: random.uuid(), name: 'Newsletter' });
  const server = await listen(world, options.port ?? 0);
  world.url = `http://127.0.0.1:${server.port}`;
  return {
    ...toSandbox(world, server),
    createAccount: (given) => world.accounts.create(given),
    seedMessages: (account, count, seeds) => seedMessages(world, account.ledger, count, seeds),
    inbound: (account, message) => receive(world, account.ledger, message),
  };
};
