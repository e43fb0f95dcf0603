import fc from 'fast-check';
import { measureText } from '../src/parts.ts';
import { plainPunctuation } from '../src/punctuation.ts';

const hex = (text: string) => [...text].map((character) => character.codePointAt(0)?.toString(16)).join(' ');

test.each([
  ['\u2018\u2019\u201a\u201b\u2039\u203a\u2032\u2035\u00b4', "'''''''''"],
  ['\u201c\u201d\u201e\u201f\u00ab\u00bb\u2033\u2036', '""""""""'],
  ['\u2010\u2011\u2012\u2013\u2014\u2015\u2212\uff0d', '--------'],
  ['wait\u2026', 'wait...'],
  ['\u2022 one\n\u2023 two\n\u25e6 three\n\u00b7 four', '- one\n- two\n- three\n- four'],
  ['10\u00a0000\u202f\u20ac\u2009a\u3000b\tc', '10 000 \u20ac a b c'],
  ['one\u2028two\u2029three\u0085four', 'one\ntwo\nthree\nfour'],
  ['\ufeffin\u00advi\u200bsi\u2060ble', 'invisible'],
  ['a\u200cb\u200dc', 'abc'],
  ['\u200eHi\u202a there\u202c', 'Hi there'],
])('%j becomes %j', (text, plain) => {
  expect(plainPunctuation(text)).toBe(plain);
  expect(measureText(plain).encoding).toBe('GSM-7');
});

test.each([
  ['plain text', 'Hello {{name}}, it\'s "5 < 6" & 100% ~[ok]~ `x`\r\n^|\\'],
  ['letters', '\u00e7\u0142\u0159\u00df\u0394\u0436\u05d0\u0639\u0928\u4e2d\u3042\u02bc'],
  ['a Catalan middle dot', 'col\u00b7legi'],
  ['symbols', '\u20ac\u00a3\u2122\u00a9\u00b0\u2192\u2713'],
  ['a family', '\u{1f468}\u200d\u{1f469}\u200d\u{1f467}\u200d\u{1f466}'],
  ['a rainbow flag', '\u{1f3f3}\ufe0f\u200d\u{1f308}'],
  ['a skin tone', '\u{1f469}\u{1f3fd}\u200d\u{1f680}'],
  ['a heart with its variation selector', '\u2764\ufe0f'],
  ['a keycap', '1\ufe0f\u20e3'],
  ['a flag of tags', '\u{1f3f4}\u{e0067}\u{e0062}\u{e0065}\u{e006e}\u{e0067}\u{e007f}'],
  ['a Persian word', '\u0646\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645'],
  ['a joined Persian letter by itself', '\u200d\u0647'],
  ['a Hindi conjunct', '\u0915\u094d\u200d\u0937'],
  ['direction marks in Hebrew', '\u05e9\u05dc\u05d5\u05dd \u200eABC\u200f'],
])('keeps %s unchanged', (_, text) => {
  expect(hex(plainPunctuation(text))).toBe(hex(text));
});

test('removes joiners that join nothing, and keeps those that do', () => {
  expect(hex(plainPunctuation('\u{1f468}\u200d\u200d\u{1f469}\u200d x\u200c\u{1f468}\u200d\u{1f469}'))).toBe(
    hex('\u{1f468}\u{1f469} x\u{1f468}\u200d\u{1f469}'),
  );
});

test('property: is idempotent', () => {
  const awkward = fc.string({
    unit: fc.oneof(
      fc.constantFrom(
        ...'al\u00b7\u200b\u200c\u200d\u200e\u202e\u00ad\u2026\u2019\u2014\u2022\ufe0f\u00a0\u0647\u0937\u094d\u2764',
      ),
      fc.constantFrom('\u{1f468}', '\u{1f3fd}'),
      fc.string({ unit: 'binary', minLength: 1, maxLength: 1 }),
    ),
    maxLength: 20,
  });
  fc.assert(
    fc.property(awkward, (text) => {
      const plain = plainPunctuation(text);
      expect(hex(plainPunctuation(plain))).toBe(hex(plain));
    }),
    { numRuns: 500 },
  );
});

test('property: keeps letters, digits, and emoji in order', () => {
  const meaning = /[\p{L}\p{M}\p{N}\p{S}]/gu;
  const kept = (text: string) =>
    (text.match(meaning) ?? []).filter(
      (character) => !'\u00b4\u2212\u2219\u25cf\u25e6\uff0d'.includes(character),
    );
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      expect(kept(plainPunctuation(text))).toEqual(kept(text));
    }),
  );
});
