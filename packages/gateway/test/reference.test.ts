import { isOwnReference, newReference, rowReference } from '../src/reference.ts';

test('generates a different reference each time', () => {
  const made = Array.from({ length: 200 }, newReference);
  expect(made.every((reference) => /^zap-[a-z0-9]{10,}$/.test(reference))).toBe(true);
  expect(new Set(made).size).toBe(200);
});

test('recognizes a generated reference', () => {
  const made = newReference();
  expect([made, rowReference(made, 3)].every(isOwnReference)).toBe(true);
  expect(['order-1', 'zap-1', `${made}-x`, `x${made}`].some(isOwnReference)).toBe(false);
});

test('adds the row number in a bulk send', () => {
  expect(rowReference('zap-0123456789', 7)).toBe('zap-0123456789-7');
});
