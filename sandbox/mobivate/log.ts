/** A message as the sandbox keeps it. Times in epoch milliseconds; `id` and `batchId` are dashed lower-case UUIDs. */
export interface Message {
  id: string;
  batchId: string;
  direction: 'MT' | 'MO';
  originator: string;
  recipient: string;
  text: string;
  status: string;
  reference: string | null;
  campaignId: string | null;
  routeId: string | null;
  inReplyTo: string | null;
  parts: number;
  cost: number;
  currency: string;
  createdAt: number;
  updatedAt: number;
  /** The URL its receipts go to, given with the send (Vortex). */
  callbackUrl: string | null;
}

const REMEMBERED_VIEWS = 8;

function firstAtOrAfter(messages: Message[], time: number): number {
  let low = 0;
  let high = messages.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((messages[middle]?.createdAt ?? 0) < time) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The message log of one account, kept in order of creation. */
export class MessageLog {
  #messages: Message[] = [];
  #sorted = true;
  readonly #byId = new Map<string, Message>();
  readonly #lastTo = new Map<string, Message>();
  readonly #views = new Map<string, Message[]>();

  get size(): number {
    return this.#messages.length;
  }

  add(message: Message): void {
    const last = this.#messages.at(-1);
    if (last && last.createdAt > message.createdAt) this.#sorted = false;
    this.#messages.push(message);
    this.#byId.set(message.id, message);
    if (message.direction === 'MT') this.#lastTo.set(message.recipient, message);
    this.#views.clear();
  }

  /** All messages, oldest first. */
  all(): readonly Message[] {
    return this.#inOrder();
  }

  get(id: string): Message | undefined {
    return this.#byId.get(id);
  }

  lastSentTo(recipient: string): Message | undefined {
    return this.#lastTo.get(recipient);
  }

  /** To be called when a message changed, so that pages sorted by what changed are sorted anew. */
  touch(): void {
    this.#views.clear();
  }

  /** Messages created from `from` up to, not including, `to`, oldest first. */
  between(from: number, to: number): Message[] {
    const messages = this.#inOrder();
    return messages.slice(firstAtOrAfter(messages, from), firstAtOrAfter(messages, to));
  }

  /** How many messages `between` would give. */
  count(from: number, to: number): number {
    const messages = this.#inOrder();
    return Math.max(0, firstAtOrAfter(messages, to) - firstAtOrAfter(messages, from));
  }

  /**
   * The messages between two times that `keep` keeps, as `arrange` puts them (it is given them oldest
   * first). Remembered by `name` until the log changes, so that a page costs no more than a slice.
   */
  view(
    name: string,
    [from, to]: [from: number, to: number],
    keep: (message: Message) => boolean,
    arrange: (found: Message[]) => Message[],
  ): Message[] {
    const key = `${name} ${from} ${to}`;
    const known = this.#views.get(key);
    if (known) return known;
    const found = arrange(this.between(from, to).filter(keep));
    if (this.#views.size >= REMEMBERED_VIEWS) this.#views.clear();
    this.#views.set(key, found);
    return found;
  }

  #inOrder(): Message[] {
    if (!this.#sorted) {
      this.#messages.sort((a, b) => a.createdAt - b.createdAt);
      this.#sorted = true;
    }
    return this.#messages;
  }
}
