import fc from 'fast-check';

/** A property that holds for every generated input. The same seed generates the same inputs. */
export interface Property {
  readonly name: string;
  /** @throws Error with the seed and the smallest failing input, if the property does not hold */
  check(seed: number, runs: number): Promise<void>;
}

/** Creates a property. `holds` throws or returns `false` for inputs that violate it. */
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
