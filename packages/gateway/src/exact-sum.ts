const MILLION = 1_000_000;

/** Adds prices without the rounding errors of binary fractions: 0.1 and 0.2 are 0.3. Counts in millionths. */
export class ExactSum {
  #millionths = 0;

  /** What is no finite number counts as 0. */
  add(value: number): void {
    if (Number.isFinite(value)) this.#millionths += Math.round(value * MILLION);
  }

  value(): number {
    return this.#millionths / MILLION;
  }
}
