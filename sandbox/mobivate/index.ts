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

export interface Sandbox {
  /** `http://127.0.0.1:<port>`, for both platforms and for the contact service. */
  readonly url: string;
  readonly accounts: Accounts;
  /** Every request that came, in order; may be emptied. Control requests and short links are not in it. */
  readonly requests: RecordedRequest[];
  /** Every notification that was posted, in order. */
  readonly deliveries: Delivery[];
  readonly clock: Clock;
  readonly faults: Faults;
  readonly settings: Settings;
  /** Numbers that end as another ending says, such as `903`, whatever their own digits are. */
  readonly endings: Map<string, string>;
  createAccount(given: NewAccount): Account;
  /** Writes records straight into the log. */
  seedMessages(account: Account, count: number, options?: SeedOptions): Message[];
  /** Somebody sends a message to the account. */
  inbound(account: Account, message: Inbound): Message;
  /** The short links made so far. */
  links(): Link[];
  /** Reports a click as if the recipient had opened the link. */
  click(link: Link, visitor?: { userAgent?: string; ipAddress?: string }): void;
  /** Puts a number on the opt-out list. */
  optOut(account: Account, msisdn: string, options?: { note?: string | null; createdAt?: number }): Optout;
  /** Resolves when no notification is queued or on its way. */
  settle(): Promise<void>;
  /** Ends everything at once: connections, timers, deliveries. */
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
