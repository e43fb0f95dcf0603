import { MessageLog } from './log.ts';

export interface Optout {
  id: number;
  uuid: string;
  msisdn: string;
  note: string | null;
  createdAt: number;
}

export interface Contact {
  id: string;
  alias: string;
  msisdn: string;
  meta: Record<string, unknown>;
  createdAt: number;
}

export interface Group {
  id: string;
  name: string;
  msisdns: string[];
  createdAt: number;
}

export interface Campaign {
  id: string;
  name: string | null;
  recipientCount: number;
  scheduledAt: number;
  createdAt: number;
  /** When its last message leaves. */
  endsAt: number;
}

export interface Template {
  id: string;
  originator: string;
  /** The text by language. */
  texts: Record<string, string>;
}

/** A line of the Classic contact service: what was stored under which `app:token`. */
export interface ListEntry {
  application: string;
  msisdn: string;
  name: string | null;
  reference: string | null;
}

/** Everything that one Mobivate account holds. */
export class Ledger {
  readonly userId: string;
  readonly currency = 'EUR';
  /** Price of one part. */
  readonly price = 0.037;
  /** Parts that can still be sent; at 0 a send answers 402. */
  credit = Number.POSITIVE_INFINITY;
  readonly log = new MessageLog();
  readonly optouts = new Map<string, Optout>();
  /** How many opt-outs were ever listed; their ids are counted up. */
  optoutsEver = 0;
  readonly contacts: Contact[] = [];
  readonly groups: Group[] = [];
  readonly campaigns: Campaign[] = [];
  readonly templates: Template[] = [];
  readonly listEntries: ListEntry[] = [];

  constructor(userId: string) {
    this.userId = userId;
  }
}
