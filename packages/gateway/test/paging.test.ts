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
])(
  'reading all keeps what is wanted, and tells whether the end was reached',
  async (remaining, found, isWhole) => {
    const { pages } = listOf(numbers(21));
    expect(await readAll(pages, remaining, (number) => number % 2 === 0)).toEqual({ found, isWhole });
  },
);

describe('visiting', () => {
  test.each([
    [0, false, [0]],
    [9, false, [0]],
    [10, false, [0, 1]],
    [25, false, [0, 1, 2]],
    [0, true, [0]],
    [10, true, [0]],
    [25, true, [0, 1, 2]],
  ])('%i records are seen, told of the end: %j', async (count, total, pagesAsked) => {
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

  test('ends at an empty page, whatever total was told', async () => {
    const { pages, asked } = listOf(numbers(10));
    const lying: Pages<number> = {
      size: 10,
      fetch: async (index) => ({ ...(await pages.fetch(index)), total: 1_000 }),
    };
    expect(await readAll(lying, PLENTY)).toEqual({ found: numbers(10), isWhole: true });
    expect(asked.length).toBeLessThanOrEqual(5);
  });

  test('ends where the visitor has enough', async () => {
    const { pages, asked } = listOf(numbers(100), { total: false });
    expect(await visitPages(pages, (items) => !items.includes(15), PLENTY)).toBe(true);
    expect(asked).toEqual([0, 1]);
  });

  test('asks for a few pages at once where the end is known', async () => {
    const { pages, asked, widest } = listOf(numbers(65));
    await visitPages(pages, () => true, PLENTY);
    expect(asked).toEqual(numbers(7));
    expect(widest()).toBe(4);
  });

  test('asks for a few pages at once where they come slowly', async () => {
    const { pages, widest } = listOf(numbers(45), { total: false, milliseconds: 510 });
    await visitPages(pages, () => true, PLENTY);
    expect(widest()).toBe(4);
  });

  test('begins no page without time, and says so', async () => {
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

  test('a failure is told, unless it is that of the time', async () => {
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

describe('reading the newest', () => {
  const newest = async (records: readonly number[], since: number, remaining = PLENTY) => {
    const { pages, asked } = listOf(records);
    const { found: read } = await readNewest(pages, (time) => time, since, remaining);
    return { asked, read: read.toSorted((one, other) => other - one) };
  };

  const rising = numbers(50, 1);
  const mixed = [...numbers(25, 26), ...numbers(25, 1)].map((time, index) => (index % 2 ? time : 51 - time));

  test('a list that comes newest first is read as far as needed', async () => {
    expect(await newest(rising.toReversed(), 33)).toEqual({
      asked: [0, 1],
      read: numbers(18, 33).toReversed(),
    });
    expect((await newest(rising.toReversed(), 45)).asked).toEqual([0]);
  });

  test('a list that comes oldest first is read from its end', async () => {
    expect(await newest(rising, 33)).toEqual({ asked: [0, 4, 3], read: numbers(18, 33).toReversed() });
  });

  test('a list in no order is read whole', async () => {
    const { asked, read } = await newest(mixed, 45);
    expect(asked).toEqual([0, 1, 2, 3, 4]);
    expect(read).toEqual(mixed.filter((time) => time >= 45).toSorted((one, other) => other - one));
  });

  test('a short list is one page', async () => {
    expect(await newest([3, 2, 1], 0)).toEqual({ asked: [0], read: [3, 2, 1] });
    expect(await newest([], 0)).toEqual({ asked: [0], read: [] });
  });

  test('of a longer list nothing older is given, but what does not tell its time', async () => {
    const { read } = await newest([0, ...rising], 45);
    expect(read).toEqual([...numbers(6, 45).toReversed(), 0]);
  });

  test('a list without a total ends with its first page', async () => {
    const { pages, asked } = listOf(numbers(30), { total: false });
    expect((await readNewest(pages, (time) => time, 0, PLENTY)).found).toEqual(numbers(10));
    expect(asked).toEqual([0]);
  });

  test('no page is begun without time', async () => {
    expect((await newest(rising, 0, () => 1_499)).asked).toEqual([0]);
  });
});
