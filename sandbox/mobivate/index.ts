import { Clock } from '../clock.ts';
import { Deliveries, type Delivery } from '../deliveries.ts';
import type { RecordedRequest } from '../exchange.ts';
import { Faults } from '../faults.ts';
import { createRandom } from '../random.ts';
import { type Account, Accounts, type NewAccount } from './accounts.ts';
import { reportClick } from './clicks.ts';
import { type Inbound, receive } from './inbound.ts';
import type { Optout } from './ledger.ts';
import { type Link, Links } from './links.ts';
import type { Message } from './log.ts';
import { optOut } from './optouts.ts';
import { type SeedOptions, seedMessages } from './seeding.ts';
import { listen } from './server.ts';
import { defaultSettings, type Settings } from './settings.ts';
import type { World } from './world.ts';

export type { Fault, FaultKind, FaultSpec } from '../faults.ts';
export type { Account, Delivery, Inbound, Link, Message, NewAccount, RecordedRequest, SeedOptions, Settings };

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

export interface Sandbox {
  /** `http://127.0.0.1:<port>`, for both platforms and for the contact service. */
  readonly url: string;
  readonly accounts: Accounts;
  /** All requests in order, except control requests and short links. Can be cleared. */
  readonly requests: RecordedRequest[];
  /** All notifications in order. */
  readonly deliveries: Delivery[];
  readonly clock: Clock;
  readonly faults: Faults;
  readonly settings: Settings;
  /** Numbers that get another ending's result, such as `901`, whatever their own digits. */
  readonly endings: Map<string, string>;
  createAccount(given: NewAccount): Account;
  /** Adds records to the log. */
  seedMessages(account: Account, count: number, options?: SeedOptions): Message[];
  /** Simulates an inbound message. */
  inbound(account: Account, message: Inbound): Message;
  links(): Link[];
  /** Simulates a click on the link. */
  click(link: Link, visitor?: { userAgent?: string; ipAddress?: string }): void;
  /** Adds a number to the opt-out list. */
  optOut(account: Account, msisdn: string, options?: { note?: string | null; createdAt?: number }): Optout;
  /** Resolves when no notification is pending. */
  settle(): Promise<void>;
  /** Closes connections, timers, and deliveries immediately. */
  close(): Promise<void>;
}

/** Starts a Mobivate on this machine: both platforms on one port of 127.0.0.1. */
export async function startSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
  const random = createRandom(options.seed ?? 1);
  const deliveries = new Deliveries();
  const world: World = {
    random,
    deliveries,
    clock: new Clock(options.clock ?? 'driven', options.now),
    settings: { ...defaultSettings(), ...options.settings },
    accounts: new Accounts(random),
    faults: new Faults(),
    links: new Links(random),
    requests: [],
    endings: new Map(),
  };
  const server = await listen(world, options.port ?? 0);
  const url = `http://127.0.0.1:${server.port}`;
  return {
    ...world,
    url,
    deliveries: deliveries.log,
    createAccount: (given) => world.accounts.create(given),
    seedMessages: (account, count, seeds) => seedMessages(world, account, count, seeds),
    inbound: (account, message) => receive(world, account, message),
    links: () => world.links.list(),
    click: (link, visitor = {}) =>
      reportClick(world, link, { userAgent: '', ipAddress: '203.0.113.7', ...visitor }),
    optOut: (account, msisdn, { note = 'MO', createdAt } = {}) =>
      optOut(world, account.ledger, msisdn, note, createdAt),
    settle: () => deliveries.settled(),
    async close() {
      world.clock.stop();
      deliveries.close();
      await server.close();
    },
  };
}
