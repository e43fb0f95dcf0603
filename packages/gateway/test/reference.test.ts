import { isOwnReference, newReference, rowReference } from '../src/reference.ts';

test('makes a reference of its own, another one each time', () => {
  const made = Array.from({ length: 200 }, newReference);
  expect(made.every((reference) => /^zap-[a-z0-9]{10,}$/.test(reference))).toBe(true);
  expect(new Set(made).size).toBe(200);
});

test('knows a reference of its own', () => {
  const made = newReference();
  expect([made, rowReference(made, 3)].every(isOwnReference)).toBe(true);
  expect(['order-1', 'zap-1', `${made}-x`, `x${made}`].some(isOwnReference)).toBe(false);
});

test('numbers the rows of a bulk send', () => {
  expect(rowReference('zap-0123456789', 7)).toBe('zap-0123456789-7');
});
