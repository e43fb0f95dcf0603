import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import * as v from 'valibot';

/** Something that the tool created at the gateway, or is about to create. */
export interface Trace {
  /** Its kind, such as `opt-out`. */
  readonly kind: string;
  /** What identifies it: a number or a word unique to this run. */
  readonly mark: string;
}

const kept = v.array(v.object({ kind: v.string(), mark: v.string() }));

/**
 * What must be removed again. Each trace is written to a file before it is created, so that the next run
 * finds what a killed run left behind.
 */
export class Traces {
  readonly #file: string;
  #open: Trace[] = [];

  constructor(file: string) {
    this.#file = file;
    if (existsSync(file)) this.#open = v.parse(kept, JSON.parse(readFileSync(file, 'utf8')));
  }

  get open(): readonly Trace[] {
    return this.#open;
  }

  add(kind: string, mark: string): void {
    if (this.#open.some((trace) => trace.kind === kind && trace.mark === mark)) return;
    this.#open.push({ kind, mark });
    this.#write();
  }

  /** Removes the open traces with `remove`, latest first. Returns those that could not be removed. */
  async putBack(remove: (trace: Trace) => Promise<void>): Promise<readonly Trace[]> {
    for (const trace of this.#open.toReversed()) {
      try {
        await remove(trace);
        this.#open = this.#open.filter((other) => other !== trace);
        this.#write();
      } catch {
        // The trace stays open, and is named at the end.
      }
    }
    return this.#open;
  }

  #write(): void {
    if (this.#open.length === 0) {
      rmSync(this.#file, { force: true });
      return;
    }
    mkdirSync(dirname(this.#file), { recursive: true });
    writeFileSync(this.#file, `${JSON.stringify(this.#open)}\n`);
  }
}
