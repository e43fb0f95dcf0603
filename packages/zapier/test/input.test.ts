import { InvalidInputError } from '@messaging/errors/invalid-input';
import { readChoice, readFlag, readLine, readText, readWhole, requireText } from '../src/input.ts';

test.each([
  ['text', ' as it came\n', ' as it came\n', 'as it came'],
  ['a number', 447700900123, '447700900123', '447700900123'],
  ['zero', 0, '0', '0'],
  ['a yes', true, 'true', 'true'],
  ['a no', false, 'false', 'false'],
  ['empty text', '', undefined, undefined],
  ['blanks and line breaks', ' \r\n\u00a0', undefined, undefined],
  ['null', null, undefined, undefined],
  ['nothing', undefined, undefined, undefined],
  ['a list', ['x'], undefined, undefined],
  ['a record', { x: 1 }, undefined, undefined],
])('reads %s %j as the text %j and the line %j', (_, given, text, line) => {
  expect(readText(given)).toBe(text);
  expect(readLine(given)).toBe(line);
});

test('returns a required text unchanged, or names the field if it is blank', () => {
  expect(requireText('Message Body', ' Hello ')).toBe(' Hello ');
  expect(() => requireText('Message Body', ' ')).toThrow(
    new InvalidInputError('Message Body is blank. Fill it in, or map a field that always has a value.'),
  );
});

test.each([
  [true, [true, 'true', 'TRUE', ' Yes ', 'y', '1', 1, 'on']],
  [false, [false, 'false', 'No', 'n', '0', 0, 'off']],
  [undefined, [undefined, null, '', ' ', []]],
])('reads %j for each of %j', (flag, given) => {
  expect(given.map((value: unknown) => readFlag('Take Over', value))).toEqual(given.map(() => flag));
});

test.each([
  ['maybe', '"maybe"'],
  [2, '"2"'],
  [[true], '"[true]"'],
  [{ yes: true }, '"{"yes":true}"'],
])('rejects the flag %j', (value, shown) => {
  expect(() => readFlag('Take Over', value)).toThrow(
    new InvalidInputError(`Take Over ${shown} is neither yes nor no. Use yes or no, or leave it blank.`),
  );
});

test.each([
  ['7', 7],
  [7, 7],
  [' 7.0 ', 7],
  ['1', 1],
  ['72', 72],
  ['', undefined],
  [null, undefined],
])('reads the whole number in %j as %j', (value, number) => {
  expect(readWhole('Lookback Hours', value, { least: 1, most: 72 })).toBe(number);
});

test.each([['0'], ['73'], ['0.5'], ['7 hours'], ['1e1'], ['-1'], [[7]], ['１']])(
  'rejects %j as a number from 1 to 72',
  (value) => {
    expect(() => readWhole('Lookback Hours', value, { least: 1, most: 72 })).toThrow(
      /^Lookback Hours ".+" is not a whole number from 1 to 72\. Correct it, or leave it blank\.$/,
    );
  },
);

test('rejects a number below its lower bound', () => {
  expect(readWhole('Max Parts', 1000, { least: 1 })).toBe(1000);
  expect(() => readWhole('Max Parts', 0, { least: 1 })).toThrow('is not a whole number from 1 up.');
});

const CHOICES = { any: 'Any', outbound: 'Sent' } as const;

test.each([
  ['outbound', 'outbound'],
  [' OUTBOUND ', 'outbound'],
  ['sent', 'outbound'],
  ['any', 'any'],
  ['', undefined],
])('reads the choice %j as %j', (value, choice) => {
  expect(readChoice('Direction', value, CHOICES)).toBe(choice);
});

test.each([['sideways'], [['any']]])('rejects %j, which is not one of the choices', (value) => {
  expect(() => readChoice('Direction', value, CHOICES)).toThrow(
    /^Direction ".+" is not one of its choices\. Use any, outbound, or leave it blank\.$/,
  );
});
