/** A message in the sandbox. Times are epoch milliseconds; ids are lower-case UUIDs with dashes. */
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
  /** Vortex: the URL for its receipts, from the send request. */
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

/** The message log of an account, in order of creation. */
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

  /** Invalidates cached views. Call it after changing a message. */
  touch(): void {
    this.#views.clear();
  }

  /** Messages created from `from` (inclusive) to `to` (exclusive), oldest first. */
  between(from: number, to: number): Message[] {
    const messages = this.#inOrder();
    return messages.slice(firstAtOrAfter(messages, from), firstAtOrAfter(messages, to));
  }

  /** The number of messages that `between` returns. */
  count(from: number, to: number): number {
    const messages = this.#inOrder();
    return Math.max(0, firstAtOrAfter(messages, to) - firstAtOrAfter(messages, from));
  }

  /**
   * The messages between two times, filtered with `keep` and sorted with `arrange`, which gets the oldest
   * first. Cached under `name` until the log changes, so that reading a page is only a slice.
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
