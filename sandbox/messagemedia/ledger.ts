/** A stored message. Times are epoch milliseconds, numbers have a plus. */
export interface Message {
  readonly id: string;
  readonly direction: 'outbound' | 'inbound';
  readonly accountId: string;
  readonly source: string;
  readonly destination: string;
  readonly content: string;
  readonly format: 'SMS' | 'MMS' | 'TTS';
  readonly subject: string | null;
  readonly media: readonly string[];
  readonly metadata: Readonly<Record<string, string>>;
  readonly deliveryReport: boolean;
  readonly callbackUrl: string | null;
  readonly scheduledAt: number | null;
  readonly expiresAt: number | null;
  readonly inResponseTo: string | null;
  /** The action of an inbound message, such as `OPT_OUT`. */
  readonly action: string | null;
  readonly units: number;
  readonly createdAt: number;
  updatedAt: number;
  deliveredAt: number | null;
  status: string;
  statusCode: number | null;
}

export interface Webhook {
  readonly id: string;
  url: string;
  method: string;
  encoding: string;
  events: string[];
  headers: Record<string, string>;
  template: string | null;
  readonly read_timeout: number;
  readonly retries: number;
  readonly retry_delay: number;
}

export interface Contact {
  readonly id: string;
  readonly firstName: string;
  readonly lastName: string;
  readonly channels: readonly { channelId: string; type: string; subscriptionState: string }[];
  readonly lists: readonly { id: string; name: string }[];
  readonly createdAt: number;
}

export interface SenderAddress {
  readonly id: string;
  readonly sender_address: string;
  readonly sender_address_type: 'ALPHANUMERIC' | 'INTERNATIONAL' | 'SHORT_CODE';
  readonly label: string | null;
  readonly display_status: 'APPROVED' | 'EXPIRING' | 'EXPIRED';
}

/** An unconfirmed reply or delivery report. */
export interface Unconfirmed {
  readonly id: string;
  readonly body: Record<string, unknown>;
}

/** The data of an account. */
export class Ledger {
  readonly accountId: string;
  readonly vendorId = 'MessageMedia';
  /** The default sender. */
  readonly defaultNumber = '+61491570110';
  readonly messages: Message[] = [];
  readonly webhooks: Webhook[] = [];
  readonly optouts = new Set<string>();
  readonly contacts: Contact[] = [];
  readonly lists: { id: string; name: string }[] = [];
  readonly senders: SenderAddress[] = [];
  replies: Unconfirmed[] = [];
  reports: Unconfirmed[] = [];
  /** Sub-accounts by ID (header `Account`). */
  readonly children = new Map<string, Ledger>();
  readonly #byId = new Map<string, Message>();

  constructor(accountId: string) {
    this.accountId = accountId;
  }

  add(message: Message): Message {
    this.messages.push(message);
    this.#byId.set(message.id, message);
    return message;
  }

  get(id: string): Message | undefined {
    return this.#byId.get(id);
  }

  /** Messages of the account and its sub-accounts. */
  all(): Message[] {
    return [...this.messages, ...[...this.children.values()].flatMap((child) => child.all())];
  }

  lastSentTo(number: string): Message | undefined {
    return this.messages.findLast(
      ({ direction, destination }) => direction === 'outbound' && destination === number,
    );
  }

  /** Returns a sub-account, created on first use. */
  child(accountId: string): Ledger {
    const child = this.children.get(accountId) ?? new Ledger(accountId);
    this.children.set(accountId, child);
    return child;
  }
}
