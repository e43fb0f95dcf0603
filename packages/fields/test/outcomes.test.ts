import { readOutcomes } from '../src/outcomes.ts';

const ALL = ['delivered', 'failed', 'pending', 'unknown'] as const;

test.each([
  [undefined, [...ALL]],
  [[], [...ALL]],
  [['', null], [...ALL]],
  ['failed', ['failed']],
  [
    ['failed', 'delivered'],
    ['delivered', 'failed'],
  ],
  ['Failed, pending', ['failed', 'pending']],
  [['Unknown'], ['unknown']],
])('choosing %j matches %j', (value, wanted) => {
  expect(ALL.filter(readOutcomes(value))).toEqual(wanted);
});

test('rejects an unknown outcome', () => {
  expect(() => readOutcomes(['lost'])).toThrow(
    'Outcomes "lost" is not one of its choices. Use delivered, failed, pending, unknown, or leave it blank.',
  );
});
