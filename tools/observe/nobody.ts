import { randomInt } from 'node:crypto';

/** Draws numbers from a range that is kept for films and examples, so that they belong to nobody: digits only. */
export const nobodyIn =
  (prefix: string, digits: number): (() => string) =>
  () =>
    `${prefix}${String(randomInt(10 ** digits)).padStart(digits, '0')}`;

/** Draws one of some numbers that are kept for films and examples. */
export const oneOf =
  (numbers: readonly string[]): (() => string) =>
  () =>
    numbers[randomInt(numbers.length)] ?? '';
