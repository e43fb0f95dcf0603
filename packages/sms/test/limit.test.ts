import { InvalidInputError } from '@messaging/errors/invalid-input';
import { limitParts } from '../src/limit.ts';

const limit = (text: string, parts: number) => () => limitParts('Message Body', text, parts);

test.each([
  ['one part of two', 'a'.repeat(160), 2],
  ['exactly as many', 'a'.repeat(306), 2],
  ['no text', '', 1],
])('accepts %s', (_, text, parts) => {
  expect(limit(text, parts)).not.toThrow();
});

test.each([
  [
    'a long text',
    'a'.repeat(307),
    2,
    'Message Body needs 3 parts, but Max Parts is 2. Shorten the text, or raise Max Parts.',
  ],
  [
    'one that plain punctuation cures',
    `“${'a'.repeat(80)}”\u200b\u2028”`,
    1,
    'Message Body needs 2 parts, but Max Parts is 1. These characters make parts shorter (70 instead of 160 characters): “ ” U+200B U+2028. Set Plain Punctuation to yes, or raise Max Parts.',
  ],
  [
    'one that nothing cures but a shorter text',
    `🎂 e\u0301 ${'a'.repeat(80)}`,
    1,
    'Message Body needs 2 parts, but Max Parts is 1. These characters make parts shorter (70 instead of 160 characters): 🎂 U+0301. Remove them, shorten the text, or raise Max Parts.',
  ],
  [
    'an alphabet of its own',
    'абвгдежзийклмно'.repeat(5),
    1,
    'Message Body needs 2 parts, but Max Parts is 1. These characters make parts shorter (70 instead of 160 characters): а б в г д е ж з и й к л and 3 more. Remove them, shorten the text, or raise Max Parts.',
  ],
  [
    'one with as many characters as are shown',
    'абвгдежзийкл'.repeat(6),
    1,
    'Message Body needs 2 parts, but Max Parts is 1. These characters make parts shorter (70 instead of 160 characters): а б в г д е ж з и й к л. Remove them, shorten the text, or raise Max Parts.',
  ],
])('rejects %s', (_, text, parts, sentence) => {
  expect(limit(text, parts)).toThrow(new InvalidInputError(sentence));
});
