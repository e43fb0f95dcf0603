import { randomInt } from 'node:crypto';

/** Returns random numbers (digits only) from a range reserved for fiction, so that they are unassigned. */
export const nobodyIn =
  (prefix: string, digits: number): (() => string) =>
  () =>
    `${prefix}${String(randomInt(10 ** digits)).padStart(digits, '0')}`;

/** Returns one of some numbers reserved for fiction, at random. */
export const oneOf =
  (numbers: readonly string[]): (() => string) =>
  () =>
    numbers[randomInt(numbers.length)] ?? '';
