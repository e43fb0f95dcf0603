import { Heap, type Timed } from './heap.ts';

interface Task extends Timed {
  run: () => void;
}

const LONGEST_TIMEOUT = 2 ** 31 - 1;

/**
 * The sandbox's time in epoch milliseconds. A `driven` clock stands still until `advance`; a `real` one runs with the
 * machine and can be advanced too. Due tasks run in order, each at its own time.
 */
export class Clock {
  readonly #tasks = new Heap<Task>();
  readonly #driven: boolean;
  #start: number;
  #order = 0;
  #timer: NodeJS.Timeout | undefined;

  constructor(mode: 'driven' | 'real', start?: number) {
    this.#driven = mode === 'driven';
    this.#start = this.#driven ? (start ?? Date.now()) : start === undefined ? 0 : start - Date.now();
  }

  now(): number {
    return this.#driven ? this.#start : Date.now() + this.#start;
  }

  /** Advances by `ms` and runs the tasks that are due. */
  advance(ms: number): void {
    const end = this.now() + ms;
    if (this.#driven) {
      this.#runUntil(end);
      this.#start = end;
      return;
    }
    this.#start += ms;
    this.#runUntil(end);
    this.#wind();
  }

  /** Runs `run` when the clock reaches `time`, or in the next step if that is in the past. */
  at(time: number, run: () => void): void {
    const task = { at: Math.max(time, this.now()), order: this.#order++, run };
    this.#tasks.push(task);
    if (!this.#driven && this.#tasks.peek() === task) this.#wind();
  }

  stop(): void {
    clearTimeout(this.#timer);
    this.#tasks.clear();
  }

  #runUntil(end: number): void {
    for (let task = this.#tasks.peek(); task && task.at <= end; task = this.#tasks.peek()) {
      this.#tasks.pop();
      if (this.#driven) this.#start = task.at;
      task.run();
    }
  }

  #wind(): void {
    clearTimeout(this.#timer);
    const next = this.#tasks.peek();
    if (next === undefined) return;
    this.#timer = setTimeout(
      () => {
        this.#runUntil(this.now());
        this.#wind();
      },
      Math.min(Math.max(next.at - this.now(), 0), LONGEST_TIMEOUT),
    );
  }
}
