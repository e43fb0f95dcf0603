import type { Random } from '../random.ts';
import { Ledger } from './ledger.ts';

/** What can be switched off for an account; a call that needs it is then answered 403. */
export const FEATURES = ['mms', 'reporting', 'contacts', 'sender-addresses', 'webhooks', 'opt-outs'] as const;

export type Feature = (typeof FEATURES)[number];

/** An API key of an account. A key is made for one way to sign requests. */
export interface Account {
  readonly name: string;
  readonly method: 'basic' | 'hmac';
  readonly key: string;
  readonly secret: string;
  readonly features: Set<Feature>;
  readonly ledger: Ledger;
}

/** What an account is to be made of; what is left out is drawn from the seed. */
export interface NewAccount {
  readonly name: string;
  readonly method?: 'basic' | 'hmac';
  readonly key?: string;
  readonly secret?: string;
  readonly features?: Iterable<Feature>;
  /** Another key of an account that exists. */
  readonly ledger?: Ledger;
}

/** All keys of the sandbox. Three exist from the start; more can be made. */
export class Accounts {
  readonly basic: Account;
  /** The same account as `basic`, by a key for HMAC. */
  readonly hmac: Account;
  /** An account with every feature switched off. */
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
