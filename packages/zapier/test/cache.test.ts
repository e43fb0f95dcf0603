import { PlatformCache } from '../../../sandbox/zapier/cache.ts';
import { zCacheOn } from '../../../tools/testing/cache.ts';
import { openCache } from '../src/cache.ts';

let now = 0;
const platform = new PlatformCache(() => now);
const ours = openCache(zCacheOn(platform, 'ours'));
const theirs = openCache(zCacheOn(platform, 'theirs'));

test('keeps a value until it expires, for one connection only', async () => {
  await ours.set('holder', { zap: 'a' }, 60);
  expect(await ours.get('holder')).toEqual({ zap: 'a' });
  expect(await theirs.get('holder')).toBeNull();
  now += 60_000;
  expect(await ours.get('holder')).toBeNull();
});

test('sets a value if absent, overwrites it, and deletes it', async () => {
  expect(await ours.setIfAbsent('slot', 'first', 60)).toBe(true);
  expect(await ours.setIfAbsent('slot', 'second', 60)).toBe(false);
  expect(await theirs.setIfAbsent('slot', 'third', 60)).toBe(true);
  await ours.set('slot', 'fourth', 60);
  expect(await ours.get('slot')).toBe('fourth');
  await ours.delete('slot');
  expect(await ours.get('slot')).toBeNull();
  expect(await theirs.get('slot')).toBe('third');
});
