/** One page of a list: what could be read of it, how many records it held, and how many the list has, where told. */
export interface Page<T> {
  readonly items: readonly T[];
  readonly count: number;
  readonly total: number | null;
}

/** A list that comes in pages; `fetch` gives the page with that index, from 0. */
export interface Pages<T> {
  readonly size: number;
  fetch(index: number): Promise<Page<T>>;
}

/** Sees one page, and whether it is known to be the last; says whether the next one is wanted. */
export type Visit<T> = (items: readonly T[], isLast: boolean) => boolean;

/** Pages are asked for one at a time while they come fast, and a few at a time where they come slowly. */
const SLOW_MILLISECONDS = 500;
const AT_ONCE = 4;

/** No page is begun with less time than this. */
const LEAST_MILLISECONDS = 1_500;

const isLast = <T>(pages: Pages<T>, page: Page<T>, index: number): boolean =>
  page.count === 0 ||
  (page.total === null ? page.count < pages.size : (index + 1) * pages.size >= page.total);

/** How many pages to ask for at once: never one past a known end, and none ahead where one comes quickly. */
const widthAfter = <T>(pages: Pages<T>, page: Page<T>, index: number, took: number): number => {
  if (page.total === null) return took < SLOW_MILLISECONDS ? 1 : AT_ONCE;
  return Math.min(AT_ONCE, Math.ceil(page.total / pages.size) - index - 1);
};

interface Stride {
  readonly index: number;
  readonly width: number;
}

/** Visits the pages of one stride; the next one, or `null` where no more is wanted or there. */
const visitStride = async <T>(
  pages: Pages<T>,
  visit: Visit<T>,
  { index, width }: Stride,
): Promise<Stride | null> => {
  const began = Date.now();
  const asked = Array.from({ length: width }, (_, ahead) => pages.fetch(index + ahead));
  let next = { index, width };
  for (const answer of await Promise.allSettled(asked)) {
    if (answer.status === 'rejected') throw answer.reason;
    const last = isLast(pages, answer.value, next.index);
    if (!visit(answer.value.items, last) || last) return null;
    next = { index: next.index + 1, width: widthAfter(pages, answer.value, next.index, Date.now() - began) };
  }
  return next;
};

/**
 * Visits page after page until the visitor has enough.
 * @returns whether all that was wanted has been seen; `false` where the time ran out first
 * @throws whatever `fetch` throws, unless the time ran out after the first page
 */
export const visitPages = async <T>(
  pages: Pages<T>,
  visit: Visit<T>,
  remaining: () => number,
): Promise<boolean> => {
  let stride = await visitStride(pages, visit, { index: 0, width: 1 });
  while (stride) {
    if (remaining() < LEAST_MILLISECONDS) return false;
    try {
      stride = await visitStride(pages, visit, stride);
    } catch (error) {
      if (remaining() > 0) throw error;
      return false;
    }
  }
  return true;
};

/** Records of a list; `isWhole` tells whether all that were wanted were read, or the time ran out first. */
export interface Read<T> {
  readonly found: T[];
  readonly isWhole: boolean;
}

/** All records of a list that are wanted, in the order in which it comes. */
export const readAll = async <T>(
  pages: Pages<T>,
  remaining: () => number,
  isWanted: (item: T) => boolean = () => true,
): Promise<Read<T>> => {
  const kept: T[][] = [];
  const keep = (items: readonly T[]) => {
    kept.push(items.filter(isWanted));
    return true;
  };
  const isWhole = await visitPages(pages, keep, remaining);
  return { found: kept.flat(), isWhole };
};

/** A record that does not tell its time is kept: it could be new. */
const UNKNOWN_TIME = 0;

type Order = 'newest first' | 'oldest first' | 'none';

const orderOf = (times: readonly number[]): Order => {
  const steps = times.map((time, index) => time - (times[index - 1] ?? time));
  if (steps.every((change) => change <= 0)) return 'newest first';
  return steps.every((change) => change >= 0) ? 'oldest first' : 'none';
};

/** The pages worth reading after the first one, best first. */
const indexesAfterFirst = (last: number, order: Order): number[] => {
  const indexes = Array.from({ length: last }, (_, index) => index + 1);
  return order === 'oldest first' ? indexes.reverse() : indexes;
};

/**
 * The newest records of a list with a total, in whichever order it comes: the whole list where one page holds it, else
 * all since `since` (epoch milliseconds). Older ones on the way there are left out: how far back they reach changes from
 * one reading to the next.
 */
export const readNewest = async <T>(
  pages: Pages<T>,
  timeOf: (item: T) => number,
  since: number,
  remaining: () => number,
): Promise<Read<T>> => {
  const first = await pages.fetch(0);
  const items = [...first.items];
  const last = Math.ceil((first.total ?? first.count) / pages.size) - 1;
  if (last <= 0) return { found: items, isWhole: true };
  const order = orderOf(items.map(timeOf));
  const isOld = (item: T) => timeOf(item) !== UNKNOWN_TIME && timeOf(item) < since;
  const reachesBack = (found: readonly T[]) => order !== 'none' && found.some(isOld);
  const isEnough = order === 'newest first' && reachesBack(items);
  let isWhole = true;
  for (const index of isEnough ? [] : indexesAfterFirst(last, order)) {
    isWhole = remaining() >= LEAST_MILLISECONDS;
    if (!isWhole) break;
    const page = await pages.fetch(index);
    items.push(...page.items);
    if (reachesBack(page.items)) break;
  }
  return { found: items.filter((item) => !isOld(item)), isWhole };
};
