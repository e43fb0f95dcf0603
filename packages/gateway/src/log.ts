import { type Pages, type Visit, visitPages } from './paging.ts';
import type { Direction } from './records.ts';

/** Which messages of the log are wanted; both ends belong to the window. */
export interface LogQuery {
  readonly from: Date;
  readonly to: Date;
  readonly direction?: Direction | undefined;
}

interface Dated {
  readonly id: string;
  readonly created_at: string | null;
}

/** A message of a log, as far as reading the log goes. */
export interface Logged extends Dated {
  readonly direction: Direction;
}

/** A log as a gateway pages it, and the milliseconds left of the step. `Q` is what it can be asked for. */
export interface Log<M extends Logged, Q extends LogQuery = LogQuery> {
  readonly pagesOf: (query: Q) => Pages<M>;
  readonly remaining: () => number;
}

/** Milliseconds of a record's creation; one without a time sorts last. */
export const createdMs = ({ created_at }: Pick<Dated, 'created_at'>): number =>
  created_at === null ? 0 : Date.parse(created_at);

/** Each record once, newest first, whatever order a gateway lists in. */
export const newestFirst = <T extends Dated>(records: readonly T[]): T[] =>
  [...new Map(records.map((record) => [record.id, record])).values()].toSorted(
    (one, other) => createdMs(other) - createdMs(one),
  );

/** Whether no message is newer than the one before it, nor the first one newer than `newest` (epoch milliseconds). */
export const isFalling = (messages: readonly Logged[], newest = Number.POSITIVE_INFINITY): boolean => {
  const times = messages.map(createdMs);
  return times.every((time, index) => time <= (times[index - 1] ?? newest));
};

/** Whether a page shows that its list comes newest first; one moment or none shows nothing. */
export const isNewestFirst = (messages: readonly Logged[]): boolean => {
  const [first, last] = [messages[0], messages.at(-1)];
  return (
    first !== undefined && last !== undefined && isFalling(messages) && createdMs(first) !== createdMs(last)
  );
};

/** Whether a message is asked for: a gateway's own filters may be coarser than the query. */
export const isAskedFor = (query: LogQuery, message: Logged): boolean => {
  if (query.direction !== undefined && message.direction !== query.direction) return false;
  const created = createdMs(message);
  return created === 0 || (created >= query.from.getTime() && created <= query.to.getTime());
};

/** Visits the messages of a log that a query asks for; says whether all were seen before the time ran out. */
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
