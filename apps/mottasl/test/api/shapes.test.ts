import { firstText, msisdnOf, textOf, timeOf } from '../../src/api/shapes.ts';

test.each([
  ['2026-03-04T08:15:00Z', '2026-03-04T08:15:00.000Z'],
  ['2026-03-04T11:15:00+03:00', '2026-03-04T08:15:00.000Z'],
  ['2026-03-04T11:15:00+0300', '2026-03-04T08:15:00.000Z'],
  ['2026-03-04T08:15:00', '2026-03-04T08:15:00.000Z'],
  ['2026-03-04 08:15:00', '2026-03-04T08:15:00.000Z'],
  ['2026-03-04', '2026-03-04T00:00:00.000Z'],
  ['1772612100', '2026-03-04T08:15:00.000Z'],
  ['1772612100000', '2026-03-04T08:15:00.000Z'],
  ['soon', null],
  ['', null],
  [null, null],
])('reads the time %j as %j', (given, time) => {
  expect(timeOf(given)).toBe(time);
});

test('reads text and numbers as text, and nothing else', () => {
  expect([textOf(7), textOf('x'), textOf(' '), textOf(null), textOf({}), textOf(true)]).toEqual([
    '7',
    'x',
    null,
    null,
    null,
    null,
  ]);
  expect(firstText({ a: '', b: 2, c: 'z' }, 'a', 'b', 'c')).toBe('2');
});

test('reads a phone number as digits', () => {
  expect([msisdnOf('+966 50 000'), msisdnOf('none'), msisdnOf(null)]).toEqual(['96650000', null, null]);
});
