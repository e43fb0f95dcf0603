import { quoted, Refusal, refusalOf } from '../../src/sms/refusal.ts';

test('a refusal is an error by its own name', () => {
  expect(new Refusal('No.')).toBeInstanceOf(Error);
  expect(new Refusal('No.').name).toBe('Refusal');
});

test('a quoted value is one line of at most sixty characters', () => {
  expect(quoted(' two\n lines ')).toBe('"two lines"');
  expect(quoted('\u{1f642}'.repeat(60))).toBe(`"${'\u{1f642}'.repeat(60)}"`);
  expect(quoted('\u{1f642}'.repeat(61))).toBe(`"${'\u{1f642}'.repeat(60)}\u2026"`);
});

test('a refusal is told as its sentence, any other error stays one', () => {
  const throws = (error: Error) => () => {
    throw error;
  };
  expect(refusalOf(() => 'read')).toBeNull();
  expect(refusalOf(throws(new Refusal('Recipient is empty.')))).toBe('Recipient is empty.');
  expect(() => refusalOf(throws(new RangeError('too deep')))).toThrow(RangeError);
});
