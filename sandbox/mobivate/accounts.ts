import type { Random } from '../random.ts';
import { Ledger } from './ledger.ts';

export type HookEvent = 'receipt' | 'incoming' | 'click';

/** A key and its account. Classic has one key per account; Vortex keys can share a ledger. */
export interface Account {
  readonly name: string;
  readonly platform: 'classic' | 'vortex';
  key: string;
  username: string;
  password: string;
  /** Vortex: the key's permissions. */
  permissions: Set<string>;
  /** Vortex: the URL for receipts of sends without a `callbackURL`. */
  receiptUrl: string | null;
  /** Classic: one URL per event. */
  hooks: Record<HookEvent, string | null>;
  readonly ledger: Ledger;
}

export const PERMISSIONS = [
  'create:SingleSMS',
  'create:BatchSMS',
  'create:TemplateSMS',
  'create:AliasSMS',
  'read:SingleSMS',
  'read:BatchSMS',
  'read:Optouts',
  'create:Optouts',
  'delete:Optouts',
  'create:Contacts',
  'read:Contacts',
  'delete:Contacts',
  'create:Groups',
] as const;

/** The properties of a new account. Missing ones are generated from the seed. */
export interface NewAccount {
  name: string;
  platform: 'classic' | 'vortex';
  key?: string;
  username?: string;
  password?: string;
  permissions?: Iterable<string>;
  ledger?: Ledger;
}

function newKey(platform: 'classic' | 'vortex', random: Random): string {
  return platform === 'vortex' ? `v-${random.uuid()}:${random.uuid()}` : random.uuid();
}

/** The accounts of the sandbox. Starts with four. */
export class Accounts {
  readonly classic: Account;
  readonly classicOther: Account;
  readonly vortex: Account;
  /** The same account as `vortex`, with a key that has no permissions. */
  readonly vortexLimited: Account;
  readonly #all: Account[] = [];
  readonly #random: Random;

  constructor(random: Random) {
    this.#random = random;
    this.classic = this.create({
      name: 'classic',
      platform: 'classic',
      username: 'classic',
      password: 'classic-1',
    });
    this.classicOther = this.create({
      name: 'classicOther',
      platform: 'classic',
      username: 'other',
      password: 'classic-2',
    });
    this.vortex = this.create({
      name: 'vortex',
      platform: 'vortex',
      username: 'vortex',
      password: 'vortex-1',
    });
    this.vortexLimited = this.create({
      name: 'vortexLimited',
      platform: 'vortex',
      username: 'vortex',
      password: 'vortex-1',
      permissions: [],
      ledger: this.vortex.ledger,
    });
  }

  /** Adds an account, or, with `ledger`, another key for an existing account. */
  create(given: NewAccount): Account {
    const account: Account = {
      name: given.name,
      platform: given.platform,
      key: given.key ?? newKey(given.platform, this.#random),
      username: given.username ?? given.name,
      password: given.password ?? this.#random.uuid(),
      permissions: new Set(given.permissions ?? PERMISSIONS),
      receiptUrl: null,
      hooks: { receipt: null, incoming: null, click: null },
      ledger: given.ledger ?? this.#newLedger(),
    };
    this.#all.push(account);
    return account;
  }

  list(): readonly Account[] {
    return this.#all;
  }

  byName(name: string): Account | undefined {
    return this.#all.find((account) => account.name === name);
  }

  byKey(key: string): Account | undefined {
    return this.#all.find((account) => account.key === key);
  }

  byLogin(username: string, password: string): Account | undefined {
    return this.#all.find((account) => account.username === username && account.password === password);
  }

  /** Replaces the account's key. The old key becomes invalid. */
  renewKey(account: Account): string {
    account.key = newKey(account.platform, this.#random);
    return account.key;
  }

  #newLedger(): Ledger {
    const ledger = new Ledger(this.#random.uuid());
    ledger.templates.push({
      id: this.#random.uuid(),
      originator: 'Mobivate',
      texts: { en: 'Hello {{name}}, your code is {{code}}.', de: 'Hallo {{name}}, Ihr Code ist {{code}}.' },
    });
    return ledger;
  }
}
