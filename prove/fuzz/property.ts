import fc from 'fast-check';

/** Something that holds for every generated input. The same seed makes the same inputs. */
export interface Property {
  readonly name: string;
  /** @throws with the smallest input that it could find, and the seed, where it does not hold */
  check(seed: number, runs: number): Promise<void>;
}

/** A property of values; `holds` throws, or gives `false`, where it does not hold. */
export const property = <T>(
  name: string,
  values: fc.Arbitrary<T>,
  holds: (value: T) => boolean | Promise<boolean>,
): Property => ({
  name,
  check: (seed, runs) =>
    fc.assert(
      fc.asyncProperty(values, async (value) => holds(value)),
      { seed, numRuns: runs },
    ),
});
