import { fingerprint, hashOf } from '../src/hash.ts';

test('gives the same digits for the same record, and others for another one', () => {
  expect(hashOf({ a: 1 })).toBe('015abd7f5cc57a2dd94b7590f04ad808');
  expect(hashOf({ a: 1 }, 64)).toMatch(/^015abd7f5cc57a2dd94b7590f04ad808[0-9a-f]{32}$/);
  expect(hashOf({ a: 2 })).not.toBe(hashOf({ a: 1 }));
});

test('gives the first six digits of the SHA-256 of a key', () => {
  expect(fingerprint('abc')).toBe('ba7816');
});
