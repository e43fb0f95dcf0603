import type { Proof } from '../proof.ts';

/** How the parts are run. */
export interface Options {
  readonly proof: Proof;
  readonly seed: number;
  /** The built bundle to be proven. */
  readonly bundle: string;
  /** Simulated minutes of load. */
  readonly minutes: number;
  /** Generated inputs of each kind. */
  readonly runs: number;
}

/** What came of a part. */
export interface PartReport {
  /** What was done and found, in a few lines of Markdown: these are kept in docs/reliability.md. */
  readonly summary: readonly string[];
  /** Tables in Markdown, which only the file of the run holds. */
  readonly details?: readonly string[];
  /** What is wrong; empty if nothing is. */
  readonly problems: readonly string[];
}

/** A part of the proof. */
export interface Part {
  readonly name: string;
  readonly title: string;
  /** The only app that it is made for; every one when left out. */
  readonly only?: string;
  run(options: Options): Promise<PartReport>;
}
