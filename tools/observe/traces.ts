import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import * as v from 'valibot';

/** Something that the tool made at the gateway, or is about to make. */
export interface Trace {
  /** What it is, such as `opt-out`. */
  readonly kind: string;
  /** What it is found by: a number or a word of this run alone. */
  readonly mark: string;
}

const kept = v.array(v.object({ kind: v.string(), mark: v.string() }));

/**
 * What has to be taken away again. Each trace is written to a file before the thing is made, so that the next run finds
 * what a run that was killed left behind.
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

  /** Takes away what is open by `remove`, the latest first; gives what could not be taken away. */
  async putBack(remove: (trace: Trace) => Promise<void>): Promise<readonly Trace[]> {
    for (const trace of this.#open.toReversed()) {
      try {
        await remove(trace);
        this.#open = this.#open.filter((other) => other !== trace);
        this.#write();
      } catch {
        // It stays open, and is named at the end.
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
