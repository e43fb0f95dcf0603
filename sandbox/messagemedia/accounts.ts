import type { Random } from '../random.ts';
import { Ledger } from './ledger.ts';

/** Features that an account may lack. Calls that need one then return 403. */
export const FEATURES = ['mms', 'reporting', 'contacts', 'sender-addresses', 'webhooks', 'opt-outs'] as const;

export type Feature = (typeof FEATURES)[number];

/** An API key of an account, for one authentication method. */
export interface Account {
  readonly name: string;
  readonly method: 'basic' | 'hmac';
  readonly key: string;
  readonly secret: string;
  readonly features: Set<Feature>;
  readonly ledger: Ledger;
}

/** The properties of a new account. The seed determines missing ones. */
export interface NewAccount {
  readonly name: string;
  readonly method?: 'basic' | 'hmac';
  readonly key?: string;
  readonly secret?: string;
  readonly features?: Iterable<Feature>;
  /** Adds a key to an existing account. */
  readonly ledger?: Ledger;
}

/** All keys of the sandbox. Starts with three. */
export class Accounts {
  readonly basic: Account;
  /** The same account as `basic`, with an HMAC key. */
  readonly hmac: Account;
  /** An account without features. */
  readonly bare: Account;
  readonly #all: Account[] = [];
  readonly #random: Random;

  constructor(random: Random) {
    this.#random = random;
    this.basic = this.create({ name: 'basic' });
    this.hmac = this.create({ name: 'hmac', method: 'hmac', ledger: this.basic.ledger });
    this.bare = this.create({ name: 'bare', features: [] });
  }

  create(given: NewAccount): Account {
    const letters = () => this.#random.uuid().replaceAll('-', '');
    const account: Account = {
      name: given.name,
      method: given.method ?? 'basic',
      key: given.key ?? letters().slice(0, 20),
      secret: given.secret ?? letters().slice(0, 30),
      features: new Set(given.features ?? FEATURES),
      ledger: given.ledger ?? new Ledger(`Account${this.#all.length + 1}`),
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
}
