import { InvalidInputError } from '@messaging/errors/invalid-input';
import { withShortLinks } from '@messaging/sms/links';
import { readMessageText, type TextInput } from '../src/text.ts';

const curly = '“Ready” – it’s 5 o’clock… 🎂';

test.each([
  ['unchanged', {}, curly],
  ['unchanged', { plain_punctuation: false }, curly],
  ['unchanged', { plain_punctuation: '' }, curly],
  ['unchanged', { plain_punctuation: null }, curly],
  ['replaced', { plain_punctuation: true }, '"Ready" - it\'s 5 o\'clock... 🎂'],
  ['replaced', { plain_punctuation: ' True ' }, '"Ready" - it\'s 5 o\'clock... 🎂'],
])('punctuation is %s for %j', (_, input: TextInput, expected) => {
  expect(readMessageText({ ...input, body: curly })).toBe(expected);
});

test.each([undefined, null, '', '  ', '2', 2, ' 2 ', '2.0', 3, '1000'])(
  'accepts two parts if Max Parts is %j',
  (limit) => {
    const body = 'a'.repeat(161);
    expect(readMessageText({ body, max_parts: limit })).toBe(body);
  },
);

test.each(['1', 1, ' 1 ', '1.0'])('rejects two parts if Max Parts is %j', (limit) => {
  expect(() => readMessageText({ body: 'a'.repeat(161), max_parts: limit })).toThrow(
    new InvalidInputError(
      'Message Body needs 2 parts, but Max Parts is 1. Shorten the text, or raise Max Parts.',
    ),
  );
});

test('counts parts after replacing punctuation', () => {
  const body = `“${'a'.repeat(100)}”`;
  expect(() => readMessageText({ body, max_parts: 1 })).toThrow('These characters make parts shorter');
  expect(readMessageText({ body, max_parts: 1, plain_punctuation: 'yes' })).toBe(`"${'a'.repeat(100)}"`);
});

test.each(['0', 0, -1, '1.5', 'two', 'Infinity', true, false])('rejects a Max Parts of %j', (limit) => {
  expect(() => readMessageText({ body: 'a', max_parts: limit })).toThrow(
    new InvalidInputError(
      `Max Parts "${limit}" is not a whole number from 1 up. Correct it, or leave it blank.`,
    ),
  );
});

test.each([
  ['no text', {}],
  ['blanks', { body: ' \n' }],
  ['nothing visible, once plain', { body: '\u200b\ufeff', plain_punctuation: true }],
])('rejects %s', (_, input) => {
  expect(() => readMessageText(input)).toThrow(
    new InvalidInputError('Message Body is blank. Fill it in, or map a field that always has a value.'),
  );
});

test('counts the parts of the text as sent', () => {
  const body = `See https://bakery.example/${'a'.repeat(160)}`;
  expect(() => readMessageText({ body, max_parts: 1 })).toThrow('needs 2 parts');
  expect(readMessageText({ body, max_parts: 1 }, (text) => withShortLinks(text, 22))).toBe(body);
});

test('rejects a yes/no field with another value', () => {
  expect(() => readMessageText({ body: 'a', plain_punctuation: 'perhaps' })).toThrow(
    'Plain Punctuation "perhaps" is neither yes nor no.',
  );
});
