import type { Delivery } from '../deliveries.ts';
import type { RecordedRequest } from '../exchange.ts';
import { createWorld, type GatewayOptions, type GatewaySandbox, toSandbox } from '../gateway.ts';
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

export type SandboxOptions = GatewayOptions<Settings>;

export interface Sandbox extends GatewaySandbox<Settings> {
  /** `http://127.0.0.1:<port>`, for both platforms and for the contact service. */
  readonly url: string;
  readonly accounts: Accounts;
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
}

/** Starts a Mobivate on this machine: both platforms on one port of 127.0.0.1. */
export async function startSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
  const common = createWorld(options, defaultSettings());
  const { random } = common;
  const world: World = {
    ...common,
    accounts: new Accounts(random),
    links: new Links(random),
  };
  const server = await listen(world, options.port ?? 0);
  const url = `http://127.0.0.1:${server.port}`;
  return {
    ...toSandbox(world, server),
    url,
    createAccount: (given) => world.accounts.create(given),
    seedMessages: (account, count, seeds) => seedMessages(world, account, count, seeds),
    inbound: (account, message) => receive(world, account, message),
    links: () => world.links.list(),
    click: (link, visitor = {}) =>
      reportClick(world, link, { userAgent: '', ipAddress: '203.0.113.7', ...visitor }),
    optOut: (account, msisdn, { note = 'MO', createdAt } = {}) =>
      optOut(world, account.ledger, msisdn, note, createdAt),
  };
}
