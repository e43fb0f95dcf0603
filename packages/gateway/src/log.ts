import { type Pages, type Visit, visitPages } from './paging.ts';
import type { Direction } from './records.ts';

/** A query of the message log. Both ends are inclusive. */
export interface LogQuery {
  readonly from: Date;
  readonly to: Date;
  readonly direction?: Direction | undefined;
}

interface Dated {
  readonly id: string;
  readonly created_at: string | null;
}

export interface Logged extends Dated {
  readonly direction: Direction;
}

/** A platform's paged log, and the milliseconds left of the step. */
export interface Log<M extends Logged, Q extends LogQuery = LogQuery> {
  readonly pagesOf: (query: Q) => Pages<M>;
  readonly remaining: () => number;
}

/** The creation time in milliseconds. Records without a time sort last. */
export const createdMs = ({ created_at }: Pick<Dated, 'created_at'>): number =>
  created_at === null ? 0 : Date.parse(created_at);

/** Sorts records newest first, and removes repeats. */
export const newestFirst = <T extends Dated>(records: readonly T[]): T[] =>
  [...new Map(records.map((record) => [record.id, record])).values()].toSorted(
    (one, other) => createdMs(other) - createdMs(one),
  );

/** Whether messages are sorted newest first, and none is newer than `newest` (epoch milliseconds). */
export const isFalling = (messages: readonly Logged[], newest = Number.POSITIVE_INFINITY): boolean => {
  const times = messages.map(createdMs);
  return times.every((time, index) => time <= (times[index - 1] ?? newest));
};

/** Whether a page proves that its list is sorted newest first, which takes two different times. */
export const isNewestFirst = (messages: readonly Logged[]): boolean => {
  const [first, last] = [messages[0], messages.at(-1)];
  return (
    first !== undefined && last !== undefined && isFalling(messages) && createdMs(first) !== createdMs(last)
  );
};

/** Whether a message matches the query. The platforms' own filters are less precise. */
export const isAskedFor = (query: LogQuery, message: Logged): boolean => {
  if (query.direction !== undefined && message.direction !== query.direction) return false;
  const created = createdMs(message);
  return created === 0 || (created >= query.from.getTime() && created <= query.to.getTime());
};

/** Visits the messages that match a query. Returns `false` if the time ran out first. */
export const visitLog = <M extends Logged>(
  pages: Pages<M>,
  query: LogQuery,
  visit: Visit<M>,
  remaining: () => number,
): Promise<boolean> =>
  visitPages(
    pages,
    (items, isLast) =>
      visit(
        items.filter((item) => isAskedFor(query, item)),
        isLast,
      ),
    remaining,
  );
