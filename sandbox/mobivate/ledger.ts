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
  /** When its last message is sent. */
  endsAt: number;
}

export interface Template {
  id: string;
  originator: string;
  /** The text by language. */
  texts: Record<string, string>;
}

/** An entry of the Classic contact service, stored under an `app:token`. */
export interface ListEntry {
  application: string;
  msisdn: string;
  name: string | null;
  reference: string | null;
}

/** The data of a Mobivate account. */
export class Ledger {
  readonly userId: string;
  readonly currency = 'EUR';
  /** Price of one part. */
  readonly price = 0.037;
  /** The number of parts left to send. At 0, sends fail with 402. */
  credit = Number.POSITIVE_INFINITY;
  readonly log = new MessageLog();
  readonly optouts = new Map<string, Optout>();
  /** The number of opt-outs ever added, for their sequential ids. */
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
