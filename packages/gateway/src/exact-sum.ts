const written = /^(-?\d+)(?:\.(\d+))?(?:e([+-]\d+))?$/;

/** Adds decimal numbers as they are written: 0.1 and 0.2 are 0.3. */
export class ExactSum {
  /** The sum is this integer divided by ten to the power of the scale. */
  #digits = 0n;
  #scale = 0;

  /** What is no finite number counts as 0. */
  add(value: number): void {
    const [, whole = '0', fraction = '', exponent = '0'] = written.exec(String(value)) ?? [];
    const scale = fraction.length - Number(exponent);
    this.#rescale(Math.max(scale, this.#scale));
    this.#digits += BigInt(whole + fraction) * 10n ** BigInt(this.#scale - scale);
  }

  value(): number {
    return Number(`${this.#digits}e-${this.#scale}`);
  }

  #rescale(scale: number): void {
    this.#digits *= 10n ** BigInt(scale - this.#scale);
    this.#scale = scale;
  }
}
