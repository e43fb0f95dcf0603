import { type Page, type Pages, readAll, readNewest, visitPages } from '../src/paging.ts';

const numbers = (count: number, first = 0): number[] =>
  Array.from({ length: count }, (_, index) => first + index);

/** A list that comes in pages of ten, and notes which were asked for. */
const listOf = (records: readonly number[], { total = true, milliseconds = 0 } = {}) => {
  const asked: number[] = [];
  let open = 0;
  let widest = 0;
  const fetch = async (index: number): Promise<Page<number>> => {
    asked.push(index);
    open += 1;
    widest = Math.max(widest, open);
    await new Promise((resolve) => setTimeout(resolve, milliseconds));
    open -= 1;
    const items = records.slice(index * 10, (index + 1) * 10);
    return { items, count: items.length, total: total ? records.length : null };
  };
  return { pages: { size: 10, fetch } satisfies Pages<number>, asked, widest: () => widest };
};

const PLENTY = () => 25_000;

test.each([
  [PLENTY, [0, 2, 4, 6, 8, 10, 12, 14, 16, 18, 20], true],
  [() => 0, [0, 2, 4, 6, 8], false],
])('readAll returns the matches and whether it reached the end', async (remaining, found, isWhole) => {
  const { pages } = listOf(numbers(21));
  expect(await readAll(pages, remaining, (number) => number % 2 === 0)).toEqual({ found, isWhole });
});

describe('visitPages', () => {
  test.each([
    [0, false, [0]],
    [9, false, [0]],
    [10, false, [0, 1]],
    [25, false, [0, 1, 2]],
    [0, true, [0]],
    [10, true, [0]],
    [25, true, [0, 1, 2]],
  ])('visits %i records, with a known total: %j', async (count, total, pagesAsked) => {
    const { pages, asked } = listOf(numbers(count), { total });
    const seen: number[] = [];
    const lasts: boolean[] = [];
    const isWhole = await visitPages(
      pages,
      (items, isLast) => {
        lasts.push(isLast);
        return seen.push(...items) >= 0;
      },
      PLENTY,
    );
    expect(isWhole).toBe(true);
    expect(seen).toEqual(numbers(count));
    expect(asked).toEqual(pagesAsked);
    expect(lasts).toEqual(pagesAsked.map((_, index) => index === pagesAsked.length - 1));
  });

  test('stops at an empty page, even if the total is higher', async () => {
    const { pages, asked } = listOf(numbers(10));
    const lying: Pages<number> = {
      size: 10,
      fetch: async (index) => ({ ...(await pages.fetch(index)), total: 1_000 }),
    };
    expect(await readAll(lying, PLENTY)).toEqual({ found: numbers(10), isWhole: true });
    expect(asked.length).toBeLessThanOrEqual(5);
  });

  test('stops when the visitor returns false', async () => {
    const { pages, asked } = listOf(numbers(100), { total: false });
    expect(await visitPages(pages, (items) => !items.includes(15), PLENTY)).toBe(true);
    expect(asked).toEqual([0, 1]);
  });

  test('reads a few pages in parallel if the total is known', async () => {
    const { pages, asked, widest } = listOf(numbers(65));
    await visitPages(pages, () => true, PLENTY);
    expect(asked).toEqual(numbers(7));
    expect(widest()).toBe(4);
  });

  test('reads a few pages in parallel if pages are slow', async () => {
    const { pages, widest } = listOf(numbers(45), { total: false, milliseconds: 510 });
    await visitPages(pages, () => true, PLENTY);
    expect(widest()).toBe(4);
  });

  test('starts no page without time, and returns false', async () => {
    const { pages, asked } = listOf(numbers(45));
    expect(
      await visitPages(
        pages,
        () => true,
        () => 1_499,
      ),
    ).toBe(false);
    expect(asked).toEqual([0]);
  });

  test('throws on a failed page, and returns false if time runs out', async () => {
    const failing = (remaining: number[]) =>
      visitPages(
        {
          size: 1,
          fetch: async (index) => {
            if (index > 0) throw new Error('broken');
            return { items: [0], count: 1, total: 9 };
          },
        },
        () => true,
        () => remaining.shift() ?? 0,
      );
    await expect(failing([25_000, 20_000])).rejects.toThrow('broken');
    expect(await failing([25_000, 0])).toBe(false);
  });
});

describe('readNewest', () => {
  const newest = async (records: readonly number[], since: number, remaining = PLENTY) => {
    const { pages, asked } = listOf(records);
    const { found: read } = await readNewest(pages, (time) => time, since, remaining);
    return { asked, read: read.toSorted((one, other) => other - one) };
  };

  const rising = numbers(50, 1);
  const mixed = [...numbers(25, 26), ...numbers(25, 1)].map((time, index) => (index % 2 ? time : 51 - time));

  test('reads a newest-first list only as far as needed', async () => {
    expect(await newest(rising.toReversed(), 33)).toEqual({
      asked: [0, 1],
      read: numbers(18, 33).toReversed(),
    });
    expect((await newest(rising.toReversed(), 45)).asked).toEqual([0]);
  });

  test('reads an oldest-first list from its end', async () => {
    expect(await newest(rising, 33)).toEqual({ asked: [0, 4, 3], read: numbers(18, 33).toReversed() });
  });

  test('reads an unsorted list to its end', async () => {
    const { asked, read } = await newest(mixed, 45);
    expect(asked).toEqual([0, 1, 2, 3, 4]);
    expect(read).toEqual(mixed.filter((time) => time >= 45).toSorted((one, other) => other - one));
  });

  test('reads one page of a short list', async () => {
    expect(await newest([3, 2, 1], 0)).toEqual({ asked: [0], read: [3, 2, 1] });
    expect(await newest([], 0)).toEqual({ asked: [0], read: [] });
  });

  test('leaves out older records, but keeps records without a time', async () => {
    const { read } = await newest([0, ...rising], 45);
    expect(read).toEqual([...numbers(6, 45).toReversed(), 0]);
  });

  test('stops after the first page if the list has no total', async () => {
    const { pages, asked } = listOf(numbers(30), { total: false });
    expect((await readNewest(pages, (time) => time, 0, PLENTY)).found).toEqual(numbers(10));
    expect(asked).toEqual([0]);
  });

  test('starts no page without time', async () => {
    expect((await newest(rising, 0, () => 1_499)).asked).toEqual([0]);
  });
});
