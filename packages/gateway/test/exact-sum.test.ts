import fc from 'fast-check';
import { ExactSum } from '../src/exact-sum.ts';

const sumOf = (values: readonly number[]): number => {
  const sum = new ExactSum();
  for (const value of values) sum.add(value);
  return sum.value();
};

test.each([
  [[], 0],
  [[0.1, 0.2], 0.3],
  [[0.1, 0.2, -0.3], 0],
  [[1.005, 2.675], 3.68],
  [[0.000001, 0.000002], 0.000003],
  [[4_000_000_000.5, 0.5], 4_000_000_001],
  [[0.037, Number.NaN, Number.POSITIVE_INFINITY, 0.037], 0.074],
])('%j adds up to %d', (values, sum) => {
  expect(sumOf(values)).toBe(sum);
});

test('adds 20,000 prices exactly', () => {
  expect(sumOf(Array.from({ length: 20_000 }, () => 0.037))).toBe(740);
});

test('gives the same sum in any order', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: -999_999, max: 999_999 })), (thousandths) => {
      const values = thousandths.map((value) => value / 1000);
      const exact = thousandths.reduce((sum, value) => sum + value, 0) / 1000;
      expect(sumOf(values)).toBe(exact + 0);
      expect(sumOf(values.toReversed())).toBe(exact + 0);
    }),
  );
});
