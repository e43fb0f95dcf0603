/** A page of a list: its valid items, its number of records, and the total of the list, if known. */
export interface Page<T> {
  readonly items: readonly T[];
  readonly count: number;
  readonly total: number | null;
}

/** A paged list. `fetch` returns the page with an index from 0. */
export interface Pages<T> {
  readonly size: number;
  fetch(index: number): Promise<Page<T>>;
}

/** Visits a page. Returns whether to continue. */
export type Visit<T> = (items: readonly T[], isLast: boolean) => boolean;

/** Pages slower than this are fetched several at a time. */
const SLOW_MILLISECONDS = 500;
const AT_ONCE = 4;

const LEAST_MILLISECONDS = 1_500;

const isLast = <T>(pages: Pages<T>, page: Page<T>, index: number): boolean =>
  page.count === 0 ||
  (page.total === null ? page.count < pages.size : (index + 1) * pages.size >= page.total);

/** How many pages to fetch at once: one if pages are fast, and none past a known end. */
const widthAfter = <T>(pages: Pages<T>, page: Page<T>, index: number, took: number): number => {
  if (page.total === null) return took < SLOW_MILLISECONDS ? 1 : AT_ONCE;
  return Math.min(AT_ONCE, Math.ceil(page.total / pages.size) - index - 1);
};

interface Stride {
  readonly index: number;
  readonly width: number;
}

/** Visits one stride of pages. Returns the next stride, or `null` at the end. */
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
 * Visits pages until the visitor stops.
 * @returns `false` if the time ran out first
 * @throws what `fetch` throws, unless the time ran out after the first page
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

/** Records of a list. `isWhole` is false if the time ran out before all were read. */
export interface Read<T> {
  readonly found: T[];
  readonly isWhole: boolean;
}

/** Reads all matching records of a list, in its order. */
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

/** A record without a time is kept, because it could be new. */
const UNKNOWN_TIME = 0;

type Order = 'newest first' | 'oldest first' | 'none';

const orderOf = (times: readonly number[]): Order => {
  const steps = times.map((time, index) => time - (times[index - 1] ?? time));
  if (steps.every((change) => change <= 0)) return 'newest first';
  return steps.every((change) => change >= 0) ? 'oldest first' : 'none';
};

/** The pages to read after the first one, most useful first. */
const indexesAfterFirst = (last: number, order: Order): number[] => {
  const indexes = Array.from({ length: last }, (_, index) => index + 1);
  return order === 'oldest first' ? indexes.reverse() : indexes;
};

/**
 * Reads the newest records of a list with a total, in any order: the whole list if it fits in one page, or
 * else all since `since` (epoch milliseconds). Skips older ones, because how many are read varies.
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
