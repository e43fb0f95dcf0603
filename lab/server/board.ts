import type { Exchange, PhoneMessage, Run, Update } from '../protocol.ts';

const KEPT = 5_000;
const PAUSE_MILLISECONDS = 50;

/** The newest entries by id, in the order they were first put. */
class Shelf<T extends { readonly id: string | number }> {
  readonly #entries = new Map<string | number, T>();
  #changed = new Map<string | number, T>();

  put(entry: T): T {
    this.#entries.set(entry.id, entry);
    this.#changed.set(entry.id, entry);
    if (this.#entries.size > KEPT) {
      const [oldest] = this.#entries.keys();
      if (oldest !== undefined) this.#entries.delete(oldest);
    }
    return entry;
  }

  get(id: string | number): T | undefined {
    return this.#entries.get(id);
  }

  all(): readonly T[] {
    return [...this.#entries.values()];
  }

  takeChanged(): readonly T[] {
    const changed = [...this.#changed.values()];
    this.#changed = new Map();
    return changed;
  }

  clear(): void {
    this.#entries.clear();
    this.#changed.clear();
  }
}

type Rest = Omit<Update, 'runs' | 'exchanges' | 'messages' | 'reset'>;
type Listener = (update: Update) => void;

/** What the page shows of an app. Listeners get what changed, gathered, so that a flood arrives in few pieces. */
export class Board {
  readonly runs = new Shelf<Run>();
  readonly exchanges = new Shelf<Exchange>();
  readonly messages = new Shelf<PhoneMessage>();
  readonly #listeners = new Set<Listener>();
  readonly #rest: () => Rest;
  #told = new Map<string, string>();
  #timer: NodeJS.Timeout | undefined;

  /** `rest` gives everything that is small enough to be compared as a whole. */
  constructor(rest: () => Rest) {
    this.#rest = rest;
  }

  snapshot(): Update {
    return {
      reset: true,
      ...this.#rest(),
      runs: this.runs.all(),
      exchanges: this.exchanges.all(),
      messages: this.messages.all(),
    };
  }

  listen(listener: Listener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Tells the listeners soon. */
  changed(): void {
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      this.#tell();
    }, PAUSE_MILLISECONDS);
  }

  clear(): void {
    for (const shelf of [this.runs, this.exchanges, this.messages]) shelf.clear();
    for (const listener of this.#listeners) listener(this.snapshot());
  }

  stop(): void {
    clearTimeout(this.#timer);
  }

  #tell(): void {
    const runs = this.runs.takeChanged();
    const exchanges = this.exchanges.takeChanged();
    const messages = this.messages.takeChanged();
    const rest = Object.fromEntries(
      Object.entries(this.#rest()).filter(([key, value]) => this.#isNews(key, value)),
    );
    const update: Update = {
      ...rest,
      ...(runs.length > 0 && { runs }),
      ...(exchanges.length > 0 && { exchanges }),
      ...(messages.length > 0 && { messages }),
    };
    if (Object.keys(update).length === 0) return;
    for (const listener of this.#listeners) listener(update);
  }

  #isNews(key: string, value: unknown): boolean {
    const text = JSON.stringify(value);
    if (this.#told.get(key) === text) return false;
    this.#told.set(key, text);
    return true;
  }
}
