import { InvalidInputError } from '@messaging/errors/invalid-input';
import complete from 'zapier-platform-cli/src/oclif/commands/invoke/input-types.js';
import { ORDINARY_META } from '../../../sandbox/zapier/index.ts';
import { useFixedDate } from '../../../tools/testing/date.ts';
import { readSendTime, scheduleAt, type TimingInput } from '../src/timing.ts';

const setDate = useFixedDate();

const META = { ...ORDINARY_META, timezone: null };

const timeOf = (input: TimingInput, timezone: string | null = 'UTC') =>
  readSendTime(input, { ...META, timezone })
    ?.toISOString()
    .replace(':00.000Z', 'Z');

const hours = (start: unknown, end: unknown): TimingInput => ({ window_start: start, window_end: end });

beforeEach(() => setDate('2026-06-10T03:00Z'));

test.each([
  ['no schedule, no window', {}, undefined],
  ['empty fields', { schedule_at: ' ', window_start: '', window_end: null, window_timezone: '' }, undefined],
  ['a time zone without hours', { window_timezone: 'Europe/London' }, undefined],
  ['a schedule', { schedule_at: '2026-06-10T09:00:00+02:00' }, '2026-06-10T07:00Z'],
  ['a window that is open', hours('02:00', '04:00'), undefined],
  ['a window that opens this minute', hours('3', '04:00'), undefined],
  ['a window over midnight that is open', hours('22:00', '04:00'), undefined],
  ['a window that opens later', hours('09:00', '17:00'), '2026-06-10T09:00Z'],
  ['hours that arrive as numbers', hours(9, 17), '2026-06-10T09:00Z'],
  ['a window that has closed', hours('01:00', '03:00'), '2026-06-11T01:00Z'],
  [
    'a schedule inside the window',
    { ...hours('09:00', '17:00'), schedule_at: '2026-06-12T10:30:00Z' },
    '2026-06-12T10:30Z',
  ],
  [
    'a schedule before the window opens',
    { ...hours('09:00', '17:00'), schedule_at: '2026-06-12T08:30:00Z' },
    '2026-06-12T09:00Z',
  ],
  [
    'a schedule after the window closes',
    { ...hours('09:00', '17:00'), schedule_at: '2026-06-12T17:00:00Z' },
    '2026-06-13T09:00Z',
  ],
  [
    'a schedule outside a window that is open now',
    { ...hours('02:00', '04:00'), schedule_at: '2026-06-10T04:00:00Z' },
    '2026-06-11T02:00Z',
  ],
])('%s', (_, input, expected) => {
  expect(timeOf(input)).toBe(expected);
});

describe('time zone of the sending hours', () => {
  const window = hours('09:00', '17:00');

  test("uses the field before the Zap's time zone", () => {
    expect(timeOf({ ...window, window_timezone: ' Asia/Kathmandu ' }, 'America/New_York')).toBe(
      '2026-06-10T03:15Z',
    );
  });

  test("uses the Zap's time zone if the field is blank", () => {
    const zap = { id: '1', user: { timezone: 'America/New_York' } };
    expect(timeOf(window, 'America/New_York')).toBe('2026-06-10T13:00Z');
    expect(readSendTime(window, { ...META, zap })).toEqual(new Date('2026-06-10T13:00Z'));
  });

  test.each([undefined, META])('reports a missing time zone: %j', (meta) => {
    expect(() => readSendTime(window, meta)).toThrow(
      new InvalidInputError(
        'Sending Hours Time Zone is blank and your Zap has no time zone. Enter one, such as Europe/London.',
      ),
    );
  });
});

test.each([
  [
    'half a window',
    hours('09:00', ''),
    'Send No Earlier Than "09:00" and Send No Later Than "" work only together',
  ],
  [
    'the other half',
    hours(null, '17:00'),
    'Send No Earlier Than "" and Send No Later Than "17:00" work only together',
  ],
  ['no time of day', hours('nine', '17:00'), 'Send No Earlier Than "nine" is not a time of day'],
  ['never open', hours('09:00', '9'), 'Send No Later Than "9" is the same time as Send No Earlier Than'],
  [
    'no time zone',
    { ...hours('09:00', '17:00'), window_timezone: 'Mars/Base' },
    'Sending Hours Time Zone "Mars/Base" is not a time zone',
  ],
  [
    'a schedule that is past',
    { ...hours('09:00', '17:00'), schedule_at: '2026-06-10T02:59:00Z' },
    'Schedule At "2026-06-10T02:59:00Z" is in the past',
  ],
])('rejects %s', (_, input, sentence) => {
  expect(() => timeOf(input)).toThrow(InvalidInputError);
  expect(() => timeOf(input)).toThrow(sentence);
});

test("reads a date without a time as 9:00 in the Zap's time zone, because Zapier adds the time", () => {
  expect(timeOf(complete({ schedule_at: '2026-11-20' }, [scheduleAt], 'America/New_York'))).toBe(
    '2026-11-20T14:00Z',
  );
});
