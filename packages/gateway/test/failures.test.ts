import { readRetryAfter } from '../src/failures.ts';

const NOW = Date.parse('2026-11-21T12:00:00Z');

test.each([
  ['seconds', '7', 7],
  ['seconds with spaces', ' 7 ', 7],
  ['a fraction', '1.2', 2],
  ['a longer fraction', '1.25', 2],
  ['an HTTP date', 'Sat, 21 Nov 2026 12:02:00 GMT', 120],
  ['a past date', 'Sat, 21 Nov 2026 11:00:00 GMT', 1],
  ['a date tomorrow', 'Sun, 22 Nov 2026 12:00:00 GMT', 3600],
  ['zero', '0', 1],
  ['more than an hour', '3601', 3600],
  ['more digits than a number holds', '9'.repeat(400), 3600],
  ['no header', null, 60],
  ['an empty header', '', 60],
  ['a word', 'soon', 60],
])('reads Retry-After with %s (%j) as %d seconds', (_, header, seconds) => {
  expect(readRetryAfter(header, NOW)).toBe(seconds);
});
