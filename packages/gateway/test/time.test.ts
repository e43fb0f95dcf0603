import { toIsoTime } from '../src/time.ts';

test.each([
  ['an offset without a colon', '2024-02-03T04:05:06+0000', '2024-02-03T04:05:06.000Z'],
  ['a negative offset', '2024-02-03T04:05:06-0530', '2024-02-03T09:35:06.000Z'],
  ['milliseconds and an offset', '2024-02-03T04:05:06.789+00:00', '2024-02-03T04:05:06.789Z'],
  ['UTC with spaces around it', ' 2024-02-03T04:05:06.789Z ', '2024-02-03T04:05:06.789Z'],
  ['epoch milliseconds', 1706933106789, '2024-02-03T04:05:06.789Z'],
  ['zero', 0, '1970-01-01T00:00:00.000Z'],
  ['a word', 'soon', null],
  ['NaN', Number.NaN, null],
  ['blank text', '  ', null],
  ['null', null, null],
  ['undefined', undefined, null],
  ['a boolean', true, null],
])('reads %s (%j) as %j', (_, given, iso) => {
  expect(toIsoTime(given)).toBe(iso);
});
