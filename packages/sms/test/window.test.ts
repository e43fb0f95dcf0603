import { InvalidInputError } from '@messaging/errors/invalid-input';
import fc from 'fast-check';
import { nextOpening, readWindow } from '../src/window.ts';

const opening = (start: string, end: string, timezone: string, from: string) =>
  nextOpening(readWindow({ start, end, timezone }), new Date(from)).toISOString().replace(':00.000Z', 'Z');

describe('reading', () => {
  test.each([
    ['9', '17', 540, 1020],
    ['9:00', '17:30', 540, 1050],
    [' 09:00 ', '24:00', 540, 1440],
    ['24:00', '6', 0, 360],
    ['0:00', '24', 0, 1440],
    ['22:15', '0:00', 1335, 0],
    ['09:00:00', '17.30', 540, 1050],
    ['9am', '5:30 pm', 540, 1050],
    ['1am', '1pm', 60, 780],
    ['12 a.m.', '12PM', 0, 720],
  ])('reads %s to %s', (start, end, opens, closes) => {
    expect(readWindow({ start, end, timezone: ' Europe/London ' })).toEqual({
      start: opens,
      end: closes,
      timezone: 'Europe/London',
    });
  });

  const clock = 'is not a time of day. Use one such as 09:00 or 17:30.';
  const never =
    'is the same time as Window Start, so nothing would ever be sent. Choose another time, or leave both blank to send at any hour.';

  test.each([
    ['nine', '17:00', 'UTC', `Window Start "nine" ${clock}`],
    ['25', '17:00', 'UTC', `Window Start "25" ${clock}`],
    ['24:01', '17:00', 'UTC', `Window Start "24:01" ${clock}`],
    ['9:60', '17:00', 'UTC', `Window Start "9:60" ${clock}`],
    ['9:00', '-1', 'UTC', `Window End "-1" ${clock}`],
    ['9:00', '13pm', 'UTC', `Window End "13pm" ${clock}`],
    ['9:00', '0am', 'UTC', `Window End "0am" ${clock}`],
    ['9:00', '2026-11-21T17:00:00Z', 'UTC', `Window End "2026-11-21T17:00:00Z" ${clock}`],
    ['9:00', '09:00', 'UTC', `Window End "09:00" ${never}`],
    ['24:00', '0:00', 'UTC', `Window End "0:00" ${never}`],
    ['24:00', '24:00', 'UTC', `Window End "24:00" ${never}`],
    [
      '9:00',
      ' ',
      'UTC',
      'Window Start "9:00" and Window End "" work only together. Fill in both, or leave both blank.',
    ],
    [
      ' ',
      '17:00',
      'UTC',
      'Window Start "" and Window End "17:00" work only together. Fill in both, or leave both blank.',
    ],
    [
      '9:00',
      '17:00',
      'Mars/Base',
      'Window Time Zone "Mars/Base" is not a time zone. Use a name such as Europe/London.',
    ],
    ['9:00', '17:00', '', 'Window Time Zone "" is not a time zone. Use a name such as Europe/London.'],
  ])('rejects %j to %j in %j', (start, end, timezone, sentence) => {
    const refused = () => readWindow({ start, end, timezone });
    expect(refused).toThrow(InvalidInputError);
    expect(refused).toThrow(sentence);
  });
});

describe('nextOpening', () => {
  test.each([
    ['before it', '09:00', '17:30', 'UTC', '2026-06-10T03:20Z', '2026-06-10T09:00Z'],
    ['at its start', '09:00', '17:30', 'UTC', '2026-06-10T09:00Z', '2026-06-10T09:00Z'],
    ['inside', '09:00', '17:30', 'UTC', '2026-06-10T17:29Z', '2026-06-10T17:29Z'],
    ['at its end', '09:00', '17:30', 'UTC', '2026-06-10T17:30Z', '2026-06-11T09:00Z'],
    ['all day', '00:00', '24:00', 'UTC', '2026-06-10T23:59Z', '2026-06-10T23:59Z'],
    ['over midnight, in the evening', '22:00', '06:00', 'UTC', '2026-06-10T23:00Z', '2026-06-10T23:00Z'],
    ['over midnight, in the morning', '22:00', '06:00', 'UTC', '2026-06-10T05:59Z', '2026-06-10T05:59Z'],
    ['over midnight, by day', '22:00', '06:00', 'UTC', '2026-06-10T06:00Z', '2026-06-10T22:00Z'],
    ['until midnight', '18:00', '00:00', 'UTC', '2026-06-10T00:00Z', '2026-06-10T18:00Z'],
    ['summer in London', '09:00', '17:00', 'Europe/London', '2026-06-10T06:00Z', '2026-06-10T08:00Z'],
    ['half an hour off', '09:00', '17:00', 'Asia/Kolkata', '2026-06-10T20:00Z', '2026-06-11T03:30Z'],
    ['a quarter off', '09:00', '17:00', 'Asia/Kathmandu', '2026-06-10T20:00Z', '2026-06-11T03:15Z'],
    ['a date ahead of UTC', '09:00', '17:00', 'Pacific/Apia', '2026-06-10T12:00Z', '2026-06-10T20:00Z'],
    ['London, spring', '09:00', '17:00', 'Europe/London', '2026-03-28T20:00Z', '2026-03-29T08:00Z'],
    ['London, in the gap', '01:30', '05:00', 'Europe/London', '2026-03-28T20:00Z', '2026-03-29T01:00Z'],
    ['London, all in the gap', '01:15', '01:45', 'Europe/London', '2026-03-28T20:00Z', '2026-03-30T00:15Z'],
    ['London, autumn', '09:00', '17:00', 'Europe/London', '2026-10-24T20:00Z', '2026-10-25T09:00Z'],
    ['London, first of two', '01:30', '05:00', 'Europe/London', '2026-10-24T20:00Z', '2026-10-25T00:30Z'],
    ['London, second of two', '01:30', '01:45', 'Europe/London', '2026-10-25T00:50Z', '2026-10-25T01:30Z'],
    ['London, back into it', '00:30', '01:30', 'Europe/London', '2026-10-25T00:40Z', '2026-10-25T01:00Z'],
    ['New York, in the gap', '02:30', '06:00', 'America/New_York', '2026-03-08T05:00Z', '2026-03-08T07:00Z'],
    [
      'New York, first of two',
      '01:30',
      '06:00',
      'America/New_York',
      '2026-11-01T04:00Z',
      '2026-11-01T05:30Z',
    ],
    [
      'Lord Howe, in the gap',
      '02:15',
      '06:00',
      'Australia/Lord_Howe',
      '2026-10-03T10:00Z',
      '2026-10-03T15:30Z',
    ],
    ['Lord Howe, spring', '09:00', '17:00', 'Australia/Lord_Howe', '2026-10-03T10:00Z', '2026-10-03T22:00Z'],
    [
      'Lord Howe, back into it',
      '01:00',
      '01:45',
      'Australia/Lord_Howe',
      '2026-04-04T14:50Z',
      '2026-04-04T15:00Z',
    ],
    ['Apia, a day that was not', '09:00', '17:00', 'Pacific/Apia', '2011-12-30T06:00Z', '2011-12-30T19:00Z'],
    ['Beirut, no midnight', '00:00', '02:00', 'Asia/Beirut', '2026-03-28T20:00Z', '2026-03-28T22:00Z'],
  ])('%s', (_, start, end, timezone, from, expected) => {
    expect(opening(start, end, timezone, from)).toBe(expected);
  });

  test('returns whole minutes outside the window, and the exact time inside it', () => {
    const window = readWindow({ start: '09:00', end: '17:00', timezone: 'UTC' });
    const before = new Date('2026-06-10T08:59:59.999Z');
    const inside = new Date('2026-06-10T16:59:59.999Z');
    expect(nextOpening(window, before).toISOString()).toBe('2026-06-10T09:00:00.000Z');
    expect(nextOpening(window, inside)).toEqual(inside);
  });
});

test('property: returns the earliest time inside the window', () => {
  const zones = [
    'Europe/London',
    'America/New_York',
    'Australia/Lord_Howe',
    'Asia/Kolkata',
    'Pacific/Apia',
    'America/St_Johns',
  ];
  const formats = new Map(
    zones.map((timeZone) => [
      timeZone,
      new Intl.DateTimeFormat('en-GB', { timeZone, hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }),
    ]),
  );
  const clock = (zone: string, time: number): number => {
    const [hour = '', minute = ''] = (formats.get(zone)?.format(time) ?? '').split(':');
    return Number(hour) * 60 + Number(minute);
  };
  // Around the changes of the clocks of 2026 as often as in the rest of the year.
  const moment = fc.oneof(
    fc.integer({ min: Date.UTC(2026, 0, 1), max: Date.UTC(2027, 0, 1) }),
    fc
      .tuple(
        fc.constantFrom(
          '2026-03-29T01:00Z',
          '2026-10-25T01:00Z',
          '2026-03-08T07:00Z',
          '2026-11-01T06:00Z',
          '2026-04-04T15:00Z',
          '2026-10-03T15:30Z',
        ),
        fc.integer({ min: -24 * 60, max: 4 * 60 }),
      )
      .map(([change, minutes]) => Date.parse(change) + minutes * 60_000),
  );
  const time = fc.integer({ min: 0, max: 24 * 60 - 1 });
  fc.assert(
    fc.property(fc.constantFrom(...zones), time, time, moment, (timezone, start, end, from) => {
      fc.pre(start !== end);
      const isInside = (at: number): boolean => {
        const now = clock(timezone, at);
        return start < end ? now >= start && now < end : now >= start || now < end;
      };
      const found = nextOpening({ start, end, timezone }, new Date(from)).getTime();
      expect(found).toBeGreaterThanOrEqual(from);
      expect(isInside(found)).toBe(true);
      if (found > from) {
        for (let at = from; at < found; at += 7 * 60_000) expect([at, isInside(at)]).toEqual([at, false]);
        expect(isInside(found - 1)).toBe(false);
      }
    }),
    { numRuns: 300 },
  );
});
