import { readOutcomes } from '../src/outcomes.ts';

const ALL = ['delivered', 'failed', 'pending'] as const;

test.each([
  [undefined, ['delivered', 'failed', 'pending']],
  [[], ['delivered', 'failed', 'pending']],
  [
    ['', null],
    ['delivered', 'failed', 'pending'],
  ],
  ['failed', ['failed']],
  [
    ['failed', 'delivered'],
    ['delivered', 'failed'],
  ],
  [['Failed, pending'], ['failed', 'pending']],
  [['lost'], []],
])('%j wants %j', (value, wanted) => {
  expect(ALL.filter(readOutcomes(value))).toEqual(wanted);
});
