import { mapParallel } from '../src/parallel.ts';

test('results come in the order of the items, however long each takes', async () => {
  const results = await mapParallel([5, 1, 3, 0], 2, async (milliseconds) => {
    await new Promise((resolve) => setTimeout(resolve, milliseconds));
    return milliseconds * 2;
  });
  expect(results).toEqual([10, 2, 6, 0]);
});

test('never more than the width at a time, and as many as that', async () => {
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

test('nothing comes of nothing', async () => {
  expect(await mapParallel([], 5, () => Promise.reject(new Error('there is no item')))).toEqual([]);
});

test('what goes wrong with an item goes wrong with all', async () => {
  await expect(mapParallel([1, 2], 2, () => Promise.reject(new Error('no')))).rejects.toThrow('no');
});
