import { InvalidInputError } from '@messaging/errors/invalid-input';
import fc from 'fast-check';
import { readSchedule } from '../src/schedule.ts';

const now = new Date('2026-11-21T12:00:00Z');
const read = (value: string) => readSchedule('Schedule At', value, now).toISOString();

test.each([
  ['2026-11-21T17:00:00-06:00', '2026-11-21T23:00:00.000Z'],
  ['2026-11-21T17:00:00Z', '2026-11-21T17:00:00.000Z'],
  ['2026-11-21t17:00:00z', '2026-11-21T17:00:00.000Z'],
  ['2026-11-21 17:00:00+00:00', '2026-11-21T17:00:00.000Z'],
  ['2026-11-21T17:00+0530', '2026-11-21T11:30:00.000Z'],
  ['2026-11-21T17:00:30.250+01', '2026-11-21T16:00:30.250Z'],
  [' 2026-11-21T12:00:00Z ', '2026-11-21T12:00:00.000Z'],
  ['2027-11-22T11:59:00Z', '2027-11-22T11:59:00.000Z'],
  ['2027-11-22T12:00:00Z', '2027-11-22T12:00:00.000Z'],
])('reads %j as %s', (value, expected) => {
  const early = new Date('2026-11-21T11:00:00Z');
  expect(readSchedule('Schedule At', value, value.startsWith('2026') ? early : now).toISOString()).toBe(
    expected,
  );
});

const cure = 'such as 2026-11-22T17:00:00+00:00';

test.each([
  ['', `"" is not a date and time. Use one ${cure}.`],
  ['at 2026-12-01T10:00:00Z', `"at 2026-12-01T10:00:00Z" is not a date and time. Use one ${cure}.`],
  [
    '2026-12-01T10:00:00Z or later',
    `"2026-12-01T10:00:00Z or later" is not a date and time. Use one ${cure}.`,
  ],
  ['tomorrow at ten', `"tomorrow at ten" is not a date and time. Use one ${cure}.`],
  ['1795287600', `"1795287600" is not a date and time. Use one ${cure}.`],
  ['2026-11-21', `"2026-11-21" is not a date and time. Use one ${cure}.`],
  ['21/11/2026 17:00', `"21/11/2026 17:00" is not a date and time. Use one ${cure}.`],
  ['2027-02-29T10:00:00Z', `"2027-02-29T10:00:00Z" is not a date and time. Use one ${cure}.`],
  ['2027-13-01T10:00:00Z', `"2027-13-01T10:00:00Z" is not a date and time. Use one ${cure}.`],
  ['2026-12-01T25:00:00Z', `"2026-12-01T25:00:00Z" is not a date and time. Use one ${cure}.`],
  ['2026-12-01T10:00:00+99:00', `"2026-12-01T10:00:00+99:00" is not a date and time. Use one ${cure}.`],
  ['2026-12-01T10:00:00', `"2026-12-01T10:00:00" has no UTC offset. Use a date and time with one, ${cure}.`],
  [
    '2026-11-21T12:59:59+01:00',
    '"2026-11-21T12:59:59+01:00" is in the past (it is 2026-11-21T12:00:00.000Z). Choose a later time, or leave it blank to send immediately.',
  ],
  ['2027-11-22T12:00:01Z', '"2027-11-22T12:00:01Z" is more than a year ahead. Choose an earlier time.'],
])('rejects %j', (value, sentence) => {
  expect(() => read(value)).toThrow(InvalidInputError);
  expect(() => read(value)).toThrow(`Schedule At ${sentence}`);
});

test('property: reads the output of toISOString as the same instant', () => {
  const soon = fc.date({ min: now, max: new Date('2027-11-21T12:00:00Z'), noInvalidDate: true });
  fc.assert(
    fc.property(soon, (date) => {
      expect(read(date.toISOString())).toBe(date.toISOString());
    }),
  );
});

test('the example in the error message is a valid time', () => {
  expect(read('2026-11-22T17:00:00+00:00')).toBe('2026-11-22T17:00:00.000Z');
});
