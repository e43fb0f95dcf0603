export interface Random {
  /** An integer from 0 to `limit` - 1. */
  below(limit: number): number;
  /** A lower-case version 4 UUID with dashes. */
  uuid(): string;
}

const BYTES = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'));

const hex16 = (value: number) => `${BYTES[(value >>> 8) & 255]}${BYTES[value & 255]}`;
const hex32 = (value: number) => hex16(value >>> 16) + hex16(value);

/** A generator (mulberry32) that returns the same numbers and UUIDs for the same seed. */
export function createRandom(seed: number): Random {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return (mixed ^ (mixed >>> 14)) >>> 0;
  };
  return {
    below: (limit) => next() % limit,
    uuid() {
      const [one, two, three] = [next(), next(), next()];
      const version = hex16((two & 0x0fff) | 0x4000);
      const variant = hex16((three & 0x3fff) | 0x8000);
      return `${hex32(one)}-${hex16(two >>> 16)}-${version}-${variant}-${hex16(three >>> 16)}${hex32(next())}`;
    },
  };
}
