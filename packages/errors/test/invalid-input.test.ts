import { InvalidInputError, problemOf, quoted } from '../src/invalid-input.ts';

test('a refusal is an error by its own name', () => {
  expect(new InvalidInputError('No.')).toBeInstanceOf(Error);
  expect(new InvalidInputError('No.').name).toBe('InvalidInputError');
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
  expect(problemOf(() => 'read')).toBeNull();
  expect(problemOf(throws(new InvalidInputError('Recipient is empty.')))).toBe('Recipient is empty.');
  expect(() => problemOf(throws(new RangeError('too deep')))).toThrow(RangeError);
});
