import fc from 'fast-check';
import segments from 'sms-segments-calculator';
import splitSms from 'split-sms';
import { measureText, splitText } from '../src/parts.ts';

// 3GPP TS 23.038, 6.2.1, by code position; 0x1B leads to the extension table.
const rows = [
  '@\u00a3$\u00a5\u00e8\u00e9\u00f9\u00ec\u00f2\u00c7\n\u00d8\u00f8\r\u00c5\u00e5',
  '\u0394_\u03a6\u0393\u039b\u03a9\u03a0\u03a8\u03a3\u0398\u039e\u00c6\u00e6\u00df\u00c9',
  ' !"#\u00a4%&\'()*+,-./',
  '0123456789:;<=>?',
  '\u00a1ABCDEFGHIJKLMNO',
  'PQRSTUVWXYZ\u00c4\u00d6\u00d1\u00dc\u00a7',
  '\u00bfabcdefghijklmno',
  'pqrstuvwxyz\u00e4\u00f6\u00f1\u00fc\u00e0',
];
const alphabet = [...rows.join('')];
const extension = [...'\f^{}\\[~]|\u20ac'];
const pair = '\u{1f600}';

describe('encoding', () => {
  test('the default alphabet has 127 characters, one septet each', () => {
    expect(alphabet).toHaveLength(127);
    for (const character of alphabet) {
      expect(measureText(character)).toEqual({
        encoding: 'GSM-7',
        parts: 1,
        characters: 1,
        unicodeCharacters: [],
      });
    }
  });

  test('an extension character counts as two septets', () => {
    for (const character of extension) {
      expect(measureText(character)).toEqual({
        encoding: 'GSM-7',
        parts: 1,
        characters: 2,
        unicodeCharacters: [],
      });
    }
  });

  test('any other character forces UCS-2', () => {
    const gsm = new Set([...alphabet, ...extension]);
    for (let code = 0; code <= 0xffff; code += 1) {
      const character = String.fromCharCode(code);
      if (gsm.has(character)) continue;
      const { encoding, characters, unicodeCharacters } = measureText(character);
      expect([code, encoding, characters, unicodeCharacters.length]).toEqual([code, 'UCS-2', 1, 1]);
    }
  });

  test('lists each character that forces UCS-2 once, in order', () => {
    expect(measureText(`\u201cHi\u201d ${pair}\u201c \u20ac \u00e7`).unicodeCharacters).toEqual([
      '\u201c',
      '\u201d',
      pair,
      '\u00e7',
    ]);
  });

  test('a lone surrogate counts as one unit and is listed as U+FFFD', () => {
    expect(measureText(`a\ud83d${'b'.repeat(68)}`)).toEqual({
      encoding: 'UCS-2',
      parts: 1,
      characters: 70,
      unicodeCharacters: ['\ufffd'],
    });
    expect(splitText(`\ude00${'b'.repeat(70)}`)).toEqual([`\ude00${'b'.repeat(66)}`, 'bbbb']);
  });
});

describe('parts', () => {
  test('an empty text has no parts', () => {
    expect(measureText('')).toEqual({ encoding: 'GSM-7', parts: 0, characters: 0, unicodeCharacters: [] });
    expect(splitText('')).toEqual([]);
  });

  test.each([
    ['160 septets', 'a'.repeat(160), 1, 160],
    ['161 septets', 'a'.repeat(161), 2, 161],
    ['306 septets', 'a'.repeat(306), 2, 306],
    ['307 septets', 'a'.repeat(307), 3, 307],
    ['80 extended characters', '\u20ac'.repeat(80), 1, 160],
    ['81 extended characters', '\u20ac'.repeat(81), 2, 162],
    ['an extended character that just fits', `${'a'.repeat(151)}\u20ac${'a'.repeat(153)}`, 2, 306],
    ['an extended character over a boundary', `${'a'.repeat(152)}\u20ac${'a'.repeat(152)}`, 3, 306],
    ['CRLF line breaks', '\r\n'.repeat(80), 1, 160],
    ['70 units', '\u044f'.repeat(70), 1, 70],
    ['71 units', '\u044f'.repeat(71), 2, 71],
    ['134 units', '\u044f'.repeat(134), 2, 134],
    ['135 units', '\u044f'.repeat(135), 3, 135],
    ['a surrogate pair that just fits', `${'\u044f'.repeat(65)}${pair}${'\u044f'.repeat(67)}`, 2, 134],
    ['a surrogate pair over a boundary', `${'\u044f'.repeat(66)}${pair}${'\u044f'.repeat(66)}`, 3, 134],
    ['35 emoji', pair.repeat(35), 1, 70],
    ['36 emoji', pair.repeat(36), 2, 72],
    ['emoji joined with ZWJ', '\u{1f468}\u200d\u{1f469}\u200d\u{1f467}\u200d\u{1f466}'.repeat(7), 2, 77],
  ])('%s', (_, text, parts, characters) => {
    expect(measureText(text)).toMatchObject({ parts, characters });
    expect(splitText(text)).toHaveLength(parts);
  });

  test('never cuts an extension character or a surrogate pair', () => {
    expect(splitText(`${'a'.repeat(152)}\u20ac${'a'.repeat(10)}`)).toEqual([
      'a'.repeat(152),
      `\u20ac${'a'.repeat(10)}`,
    ]);
    expect(splitText(`${'\u044f'.repeat(66)}${pair}\u044f\u044f\u044f`)).toEqual([
      '\u044f'.repeat(66),
      `${pair}\u044f\u044f\u044f`,
    ]);
  });
});

describe('properties', () => {
  const gsmText = fc.string({ unit: fc.constantFrom(...alphabet, ...extension), maxLength: 700 });
  const unicodeText = fc.string({
    unit: fc.constantFrom('a', '\u20ac', '\u044f', '\u2019', pair),
    maxLength: 300,
  });
  const text = fc.oneof(
    gsmText,
    unicodeText,
    fc.string({ unit: 'binary', maxLength: 300 }),
    fc.string({
      unit: fc.integer({ min: 0, max: 0xffff }).map((code) => String.fromCharCode(code)),
      maxLength: 200,
    }),
  );

  test('the parts join to the text, and none exceeds its limit', () => {
    fc.assert(
      fc.property(text, (whole) => {
        const { encoding, parts } = measureText(whole);
        const pieces = splitText(whole);
        const limit = { 'GSM-7': [160, 153], 'UCS-2': [70, 67] }[encoding][parts > 1 ? 1 : 0] ?? 0;
        expect(pieces.join('')).toBe(whole);
        expect(pieces).toHaveLength(parts);
        for (const piece of pieces) {
          const septets =
            [...piece].length + [...piece].filter((character) => extension.includes(character)).length;
          const size = encoding === 'GSM-7' ? septets : piece.length;
          expect(size).toBeGreaterThan(0);
          expect(size).toBeLessThanOrEqual(limit);
        }
      }),
    );
  });

  test('agrees with two independent libraries', () => {
    fc.assert(
      fc.property(fc.oneof(gsmText, unicodeText), (whole) => {
        fc.pre(whole !== '');
        const { encoding, parts } = measureText(whole);
        const split = splitSms.split(whole);
        expect(split.characterSet).toBe(encoding === 'GSM-7' ? 'GSM' : 'Unicode');
        expect(splitText(whole)).toEqual(split.parts.map((part) => part.content));
        const segmented = new segments.SegmentedMessage(whole);
        expect([segmented.encodingName, segmented.segmentsCount]).toEqual([encoding, parts]);
      }),
    );
  });
});
