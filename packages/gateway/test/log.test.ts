import { createdMs, isAskedFor, newestFirst } from '../src/log.ts';

const message = (id: string, created_at: string | null) => ({
  id,
  created_at,
  direction: 'outbound' as const,
  status: 'SENT',
});

const WINDOW = { from: new Date('2026-01-05T10:00:00Z'), to: new Date('2026-01-05T12:00:00Z') };

test.each([
  ['2026-01-05T09:59:59.999Z', false],
  ['2026-01-05T10:00:00.000Z', true],
  ['2026-01-05T11:00:00.000Z', true],
  ['2026-01-05T12:00:00.000Z', true],
  ['2026-01-05T12:00:00.001Z', false],
  [null, true],
])('a period from ten to twelve includes a message of %s: %j', (created_at, isIn) => {
  expect(isAskedFor(WINDOW, message('m-1', created_at))).toBe(isIn);
});

test.each([
  [undefined, true],
  ['outbound', true],
  ['inbound', false],
] as const)('a search for %s messages includes an outbound one: %j', (direction, isIn) => {
  expect(isAskedFor({ ...WINDOW, direction }, message('m-1', null))).toBe(isIn);
});

test('sorts newest first, keeps the last version of each record, and puts records without a time last', () => {
  const early = message('early', '2026-01-05T10:00:00Z');
  const late = message('late', '2026-01-05T11:00:00Z');
  const untold = message('untold', null);
  const lateAgain = { ...late, status: 'DELIVERED' };
  expect(newestFirst([untold, late, early, lateAgain])).toEqual([lateAgain, early, untold]);
  expect(createdMs(untold)).toBe(0);
});
