const decimal = /^(-?\d+)(?:\.(\d+))?(?:e([+-]\d+))?$/;

/** Adds decimal numbers without floating-point error: 0.1 + 0.2 is 0.3. */
export class ExactSum {
  /** The sum is `#digits / 10 ** #scale`. */
  #digits = 0n;
  #scale = 0;

  /** Adds a number. `NaN` and infinities count as 0. */
  add(value: number): void {
    const [, whole = '0', fraction = '', exponent = '0'] = decimal.exec(String(value)) ?? [];
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
