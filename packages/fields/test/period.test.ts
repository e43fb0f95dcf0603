import complete from 'zapier-platform-cli/src/oclif/commands/invoke/input-types.js';
import { useFixedDate } from '../../../tools/testing/date.ts';
import { from, readPeriod, to } from '../src/period.ts';

const setDate = useFixedDate();

beforeEach(() => setDate('2026-03-10T12:00:00.000Z'));

const read = (from: unknown, to: unknown): string[] => {
  const period = readPeriod({ from, to });
  return [period.from.toISOString(), period.to.toISOString()];
};

test.each([
  ['2026-03-01', '2026-03-01', '2026-03-01T00:00:00.000Z', '2026-03-01T23:59:59.999Z'],
  [
    '2026-03-01T10:00:00+02:00',
    '2026-03-02T00:00:00Z',
    '2026-03-01T08:00:00.000Z',
    '2026-03-02T00:00:00.000Z',
  ],
  ['2026-03-01T10:00:00+0200', '2026-03-01 08:00Z', '2026-03-01T08:00:00.000Z', '2026-03-01T08:00:00.000Z'],
  ['', null, '2026-03-03T13:00:00.000Z', '2026-03-10T13:00:00.000Z'],
  [undefined, '2026-02-08', '2026-02-01T23:59:59.999Z', '2026-02-08T23:59:59.999Z'],
  ['2026-03-09', undefined, '2026-03-09T00:00:00.000Z', '2026-03-10T13:00:00.000Z'],
])('reads %j to %j as %s to %s', (from, to, start, end) => {
  expect(read(from, to)).toEqual([start, end]);
});

test.each([
  [
    'yesterday',
    '2026-03-01',
    /^From "yesterday" is not a date and time\. Use one such as 2026-03-09T17:00:00\+00:00\.$/,
  ],
  ['on 2026-03-01', '2026-03-02', /^From "on 2026-03-01" is not a date and time/],
  ['2026-03-01 or so', '2026-03-02', /^From "2026-03-01 or so" is not a date and time/],
  ['2026-02-30', '2026-03-01', /^From "2026-02-30" is not a date and time/],
  ['2026-03-01', '2026-03-02T10:00:00', /^To "2026-03-02T10:00:00" has no UTC offset/],
  [
    '2026-03-02',
    '2026-03-01',
    /^To \(2026-03-01T23:59:59\.999Z\) is before From \(2026-03-02T00:00:00\.000Z\)\. Choose a later To, or an earlier From\.$/,
  ],
])('from %j to %j is refused', (from, to, sentence) => {
  expect(() => read(from, to)).toThrow(sentence);
});

test.each([
  ['Europe/London', '2026-03-01T09:00:00.000Z', '2026-03-02T09:00:00.000Z'],
  ['America/New_York', '2026-03-01T14:00:00.000Z', '2026-03-02T14:00:00.000Z'],
])('reads a date without a time as a morning in %s, because Zapier adds the time', (zone, start, end) => {
  const typed = { from: '2026-03-01', to: '2026-03-02' };
  const completed = complete(typed, [from, to], zone);
  expect(read(completed.from, completed.to)).toEqual([start, end]);
});
