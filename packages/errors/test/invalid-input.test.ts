import { InvalidInputError, problemOf, quoted } from '../src/invalid-input.ts';

test('is an Error named InvalidInputError', () => {
  expect(new InvalidInputError('No.')).toBeInstanceOf(Error);
  expect(new InvalidInputError('No.').name).toBe('InvalidInputError');
});

test('quotes a value on one line, cut after 60 characters', () => {
  expect(quoted(' two\n lines ')).toBe('"two lines"');
  expect(quoted('\u{1f642}'.repeat(60))).toBe(`"${'\u{1f642}'.repeat(60)}"`);
  expect(quoted('\u{1f642}'.repeat(61))).toBe(`"${'\u{1f642}'.repeat(60)}\u2026"`);
});

test('returns the message of an InvalidInputError, and rethrows any other error', () => {
  const throws = (error: Error) => () => {
    throw error;
  };
  expect(problemOf(() => 'read')).toBeNull();
  expect(problemOf(throws(new InvalidInputError('Recipient is empty.')))).toBe('Recipient is empty.');
  expect(() => problemOf(throws(new RangeError('too deep')))).toThrow(RangeError);
});
