import { InvalidInputError } from '@messaging/errors/invalid-input';
import { GSM_NAMES, toOriginator } from '../src/originator.ts';

const rule = 'Use up to 11 of the letters A-Z, digits, and spaces, or a phone number of up to 15 digits';

test.each([
  ['MyShop', 'MyShop'],
  ['  My Shop ', 'My Shop'],
  ['My\u00a0Shop', 'My Shop'],
  ['\u200bMyShop', 'MyShop'],
  ['3M', '3M'],
  ['ElevenChars', 'ElevenChars'],
  ['60777', '60777'],
  ['123', '123'],
  ['123456789012345', '123456789012345'],
  ['+44 7700 900123', '447700900123'],
  ['(020) 7946-0018', '02079460018'],
])('reads %j as %s', (value, originator) => {
  expect(toOriginator('Originator', value)).toBe(originator);
});

test.each([
  ['TwelveLetter', '"TwelveLetter" is 12 characters long'],
  ['Caf\u00e9 M\u00fcnster', '"Caf\u00e9 M\u00fcnster" contains "\u00e9" "\u00fc"'],
  ['A.B.C', '"A.B.C" contains "."'],
  ['+Shop', '"+Shop" contains "+"'],
  ['\u{1f642}', '"\u{1f642}" contains "\u{1f642}"'],
  ['+', '"+" contains "+"'],
  ['(-)', '"(-)" contains "(" "-" ")"'],
  ['1234567890123456', '"1234567890123456" has 16 digits'],
  ['12', '"12" is shorter than the 3 digits of a short code'],
  ['', '"" is blank'],
  [' \n', '"" is blank'],
  ['Bak\nery', '"Bak ery" has a line break'],
])('rejects %j', (value, problem) => {
  const refused = () => toOriginator('Sender', value);
  expect(refused).toThrow(InvalidInputError);
  expect(refused).toThrow(`Sender ${problem}. ${rule}.`);
});

test('rejects a sender of 100,000 digits without delay', () => {
  const began = performance.now();
  expect(() => toOriginator('Originator', `${'0'.repeat(100_000)}a`)).toThrow(/is 100001 characters long/);
  expect(performance.now() - began).toBeLessThan(5_000);
});

describe('names in GSM 03.38', () => {
  test.each([
    ['Smith-&-Sons', 'Smith-&-Sons'],
    ['  Café Münchèn ', 'Café Münchèn'],
    ['15 characters!!', '15 characters!!'],
    ['+44 7700 900123', '447700900123'],
    ['447700900123', '447700900123'],
  ])('reads %j as %j', (value, name) => {
    expect(toOriginator('Sender', value, GSM_NAMES)).toBe(name);
  });

  test.each([
    ['', 'is blank'],
    ['Sixteen letters!', 'is 16 characters long'],
    ['Shop\r\n', null],
    ['Sh\rop', 'has a line break'],
    ['Sh\u2028op', 'has a line break'],
    ['Zażółć', 'contains "ż" "ó" "ł" "ć"'],
    ['Shop 🎂', 'contains "🎂"'],
    ['1234567890123456', 'has 16 digits'],
  ])('reports that %j %s', (value, problem) => {
    const read = () => toOriginator('Sender', value, GSM_NAMES);
    if (problem === null) expect(read()).toBe('Shop');
    else expect(read).toThrow(`${problem}. Use up to 15 letters, digits, and common symbols`);
  });
});
