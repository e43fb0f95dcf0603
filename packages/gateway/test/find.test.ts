import { findRecord, findRecords } from '../src/find.ts';

const pages = {
  size: 2,
  fetch: async (index: number) => {
    const items = [0, 1, 2, 3, 4].slice(index * 2, index * 2 + 2);
    return { items, count: items.length, total: 5 };
  },
};
const plenty = () => 25_000;
const none = () => 0;

test('finds the first match, or null', async () => {
  expect(await findRecord('list', pages, (item) => item > 2, plenty)).toBe(3);
  expect(await findRecord('list', pages, (item) => item > 9, plenty)).toBeNull();
});

test('finds all matches', async () => {
  expect(await findRecords('list', pages, (item) => item > 2, plenty)).toEqual([3, 4]);
});

test('throws if time runs out before the end of the list', async () => {
  const sentence = 'The list of campaigns is too long to read in one step';
  await expect(findRecord('list of campaigns', pages, (item) => item > 9, none)).rejects.toThrow(sentence);
  await expect(findRecords('list of campaigns', pages, (item) => item > 2, none)).rejects.toThrow(sentence);
});
