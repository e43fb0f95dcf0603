import { mapParallel } from '../src/parallel.ts';

test('returns results in the order of the items, however long each takes', async () => {
  const results = await mapParallel([5, 1, 3, 0], 2, async (milliseconds) => {
    await new Promise((resolve) => setTimeout(resolve, milliseconds));
    return milliseconds * 2;
  });
  expect(results).toEqual([10, 2, 6, 0]);
});

test('runs exactly `width` calls at a time', async () => {
  let running = 0;
  let most = 0;
  const items = Array.from({ length: 20 }, (_, index) => index);
  await mapParallel(items, 5, async () => {
    running += 1;
    most = Math.max(most, running);
    await new Promise((resolve) => setTimeout(resolve, 1));
    running -= 1;
  });
  expect(most).toBe(5);
});

test('returns no results for no items', async () => {
  expect(await mapParallel([], 5, () => Promise.reject(new Error('there is no item')))).toEqual([]);
});

test('rejects if one item fails', async () => {
  await expect(mapParallel([1, 2], 2, () => Promise.reject(new Error('no')))).rejects.toThrow('no');
});
