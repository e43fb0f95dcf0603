import { InvalidInputError } from '@messaging/errors/invalid-input';
import { readFlag, readLine, readText, requireText } from '../src/input.ts';

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
])('%s %j reads as the text %j and the line %j', (_, given, text, line) => {
  expect(readText(given)).toBe(text);
  expect(readLine(given)).toBe(line);
});

test('text that must be there is given as it came, or refused by the name of its field', () => {
  expect(requireText('Message Body', ' Hello ')).toBe(' Hello ');
  expect(() => requireText('Message Body', ' ')).toThrow(
    new InvalidInputError('Message Body is empty: fill it in, or map a field that always holds something.'),
  );
});

test.each([
  [true, [true, 'true', 'TRUE', ' Yes ', 'y', '1', 1, 'on']],
  [false, [false, 'false', 'No', 'n', '0', 0, 'off']],
  [undefined, [undefined, null, '', ' ', 'maybe', 2, [true], { yes: true }]],
])('a flag is %j for each of %j', (flag, given) => {
  expect(given.map(readFlag)).toEqual(given.map(() => flag));
});
