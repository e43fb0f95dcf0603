/** A row of either database, read by column and checked, since the drivers know no types. */
export class Row {
  readonly #values: Readonly<Record<string, unknown>>;

  constructor(values: Readonly<Record<string, unknown>>) {
    this.#values = values;
  }

  number(name: string): number {
    const value = this.numberOrNull(name);
    if (value === null) throw new TypeError(`Column ${name} is null.`);
    return value;
  }

  numberOrNull(name: string): number | null {
    const value = this.#values[name];
    if (value === null || typeof value === 'number') return value;
    throw new TypeError(`Column ${name} is ${typeof value}, not a number.`);
  }

  text(name: string): string {
    const value = this.textOrNull(name);
    if (value === null) throw new TypeError(`Column ${name} is null.`);
    return value;
  }

  textOrNull(name: string): string | null {
    const value = this.#values[name];
    if (value === null || typeof value === 'string') return value;
    throw new TypeError(`Column ${name} is ${typeof value}, not text.`);
  }

  bytes(name: string): Uint8Array {
    const value = this.#values[name];
    if (value instanceof Uint8Array) return value;
    throw new TypeError(`Column ${name} is ${typeof value}, not bytes.`);
  }
}
