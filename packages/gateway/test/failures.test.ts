import { readRetryAfter } from '../src/failures.ts';

const NOW = Date.parse('2026-11-21T12:00:00Z');

test.each([
  ['seconds', '7', 7],
  ['blanks around', ' 7 ', 7],
  ['a fraction', '1.2', 2],
  ['a longer fraction', '1.25', 2],
  ['an HTTP date', 'Sat, 21 Nov 2026 12:02:00 GMT', 120],
  ['a date that is over', 'Sat, 21 Nov 2026 11:00:00 GMT', 1],
  ['a date far off', 'Sun, 22 Nov 2026 12:00:00 GMT', 3600],
  ['zero', '0', 1],
  ['an hour and more', '3601', 3600],
  ['a number beyond all numbers', '9'.repeat(400), 3600],
  ['nothing', null, 60],
  ['an empty header', '', 60],
  ['a word', 'soon', 60],
])('Retry-After as %s, %j, is %d seconds', (_, header, seconds) => {
  expect(readRetryAfter(header, NOW)).toBe(seconds);
});
