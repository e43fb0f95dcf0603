export interface Timed {
  at: number;
  order: number;
}

const earlier = (a: Timed, b: Timed) => a.at < b.at || (a.at === b.at && a.order < b.order);

/** A binary heap that returns the entry with the smallest `at`, then `order`, first. */
export class Heap<T extends Timed> {
  readonly #entries: T[] = [];

  peek(): T | undefined {
    return this.#entries[0];
  }

  push(entry: T): void {
    const entries = this.#entries;
    let index = entries.length;
    entries.push(entry);
    while (index > 0) {
      const above = (index - 1) >> 1;
      const parent = entries[above];
      if (parent === undefined || !earlier(entry, parent)) break;
      entries[index] = parent;
      index = above;
    }
    entries[index] = entry;
  }

  pop(): T | undefined {
    const first = this.#entries[0];
    const last = this.#entries.pop();
    if (last !== undefined && this.#entries.length > 0) this.#sink(last);
    return first;
  }

  clear(): void {
    this.#entries.length = 0;
  }

  #sink(entry: T): void {
    const entries = this.#entries;
    let index = 0;
    for (;;) {
      const child = this.#smallerChild(index);
      const candidate = entries[child];
      if (candidate === undefined || !earlier(candidate, entry)) break;
      entries[index] = candidate;
      index = child;
    }
    entries[index] = entry;
  }

  #smallerChild(index: number): number {
    const left = this.#entries[2 * index + 1];
    const right = this.#entries[2 * index + 2];
    return left && right && earlier(right, left) ? 2 * index + 2 : 2 * index + 1;
  }
}
