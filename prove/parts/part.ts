import type { Proof } from '../proof.ts';

/** Options of a run. */
export interface Options {
  readonly proof: Proof;
  readonly seed: number;
  /** The built bundle to test. */
  readonly bundle: string;
  /** Simulated minutes of traffic. */
  readonly minutes: number;
  /** Generated inputs per property. */
  readonly runs: number;
}

/** The result of a part. */
export interface PartReport {
  /** What was done and found, in a few lines of Markdown for docs/reliability.md. */
  readonly summary: readonly string[];
  /** Markdown tables, which are kept only in the file of the run. */
  readonly details?: readonly string[];
  /** The problems found. */
  readonly problems: readonly string[];
}

/** A part of the proof. */
export interface Part {
  readonly name: string;
  readonly title: string;
  /** The apps it applies to. Defaults to all apps. */
  readonly apps?: readonly string[];
  run(options: Options): Promise<PartReport>;
}
