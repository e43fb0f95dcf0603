import fc from 'fast-check';
import { readKeyword } from '../src/keywords.ts';

test.each([
  ['YES please', 'YES'],
  [' yes', 'YES'],
  ['Yes!', 'YES'],
  ['"Yes", please', 'YES'],
  ['... "Yes"', 'YES'],
  ['yes,please', 'YES'],
  ['\u00bfqu\u00e9?', 'QU\u00c9'],
  ['opt-in now', 'OPT-IN'],
  ["don't", "DON'T"],
  ['#win 3', 'WIN'],
  ['100% sure', '100'],
  ['\uff39\uff25\uff33', 'YES'],
  ['\u200eyes\u200f', 'YES'],
  ['\u0434\u0430 \u0445\u043e\u0447\u0443', '\u0414\u0410'],
  ['\u306f\u3044\u3001\u304a\u9858\u3044\u3057\u307e\u3059', '\u306f\u3044'],
  ['\u0646\u0639\u0645\u060c \u0634\u0643\u0631\u0627', '\u0646\u0639\u0645'],
  [
    '\u0646\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645',
    '\u0646\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645',
  ],
  ['\u{1f44d} thanks', '\u{1f44d}'],
  ['\u{1f468}\u200d\u{1f469}\u200d\u{1f467} yes', '\u{1f468}\u200d\u{1f469}\u200d\u{1f467}'],
  ['', null],
  ['  \n', null],
  ['?!', null],
])('the keyword of %j is %j', (body, keyword) => {
  expect(readKeyword(body).keyword).toBe(keyword);
});

test('composed and decomposed letters give the same keyword', () => {
  expect(readKeyword('cafe\u0301').keyword).toBe(readKeyword('CAF\u00c9').keyword);
});

const stops = ['STOP', 'STOPALL', 'UNSUBSCRIBE', 'CANCEL', 'END', 'QUIT', 'OPTOUT', 'REVOKE'];

test.each(stops)('%s is a stop word', (word) => {
  for (const body of [
    word,
    word.toLowerCase(),
    ` ${word}\n`,
    `${word}.`,
    `${word} all`,
    `${word}  ALL.`,
    `${word} .`,
  ]) {
    expect([body, readKeyword(body)]).toEqual([body, { keyword: word, isStop: true, isStart: false }]);
  }
});

test.each(['START', 'UNSTOP'])('%s is a start word', (word) => {
  for (const body of [
    word,
    word.toLowerCase(),
    `${word}.`,
    `${word} all`,
    `${word}  ALL .`,
    `\u200b${word}`,
  ]) {
    expect([body, readKeyword(body)]).toEqual([body, { keyword: word, isStop: false, isStart: true }]);
  }
});

test.each([
  ['stop by at noon'],
  ['STOP!'],
  ['STOP, please'],
  ['please stop'],
  ['stopped'],
  ['end all of it'],
  ['the end.'],
  ['YES'],
  ['start now'],
  ['restart'],
  ['starting'],
  ['starts.'],
  [''],
])('%j is neither a stop nor a start word', (body) => {
  expect(readKeyword(body)).toMatchObject({ isStop: false, isStart: false });
});

test('property: the keyword of a keyword is itself', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (body) => {
      const { keyword } = readKeyword(body);
      expect(keyword).not.toBe('');
      if (keyword !== null) expect(readKeyword(keyword).keyword).toBe(keyword);
    }),
    { numRuns: 300 },
  );
});
