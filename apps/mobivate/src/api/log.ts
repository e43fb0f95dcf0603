import { type Pages, type Visit, visitPages } from '@messaging/gateway/paging';
import type { Direction } from '@messaging/gateway/records';
import type { Message } from './message.ts';

/** Which messages of the log are wanted; both ends belong to the window. */
export interface LogQuery {
  readonly from: Date;
  readonly to: Date;
  readonly direction?: Direction | undefined;
}

/** The log as one platform pages it, and the milliseconds left of the step. */
export interface Log {
  readonly pagesOf: (query: LogQuery) => Pages<Message>;
  readonly remaining: () => number;
}

interface Dated {
  readonly id: string;
  readonly created_at: string | null;
}

/** Milliseconds of a record's creation; one without a time sorts last. */
export const createdMs = ({ created_at }: Pick<Dated, 'created_at'>): number =>
  created_at === null ? 0 : Date.parse(created_at);

/** Each record once, newest first, whatever order a platform lists in. */
export const newestFirst = <T extends Dated>(records: readonly T[]): T[] =>
  [...new Map(records.map((record) => [record.id, record])).values()].toSorted(
    (one, other) => createdMs(other) - createdMs(one),
  );

/** Whether no message is newer than the one before it, nor the first one newer than `newest` (epoch milliseconds). */
export const isFalling = (messages: readonly Message[], newest = Number.POSITIVE_INFINITY): boolean => {
  const times = messages.map(createdMs);
  return times.every((time, index) => time <= (times[index - 1] ?? newest));
};

/** Whether a page shows that its list comes newest first; one moment or none shows nothing. */
export const isNewestFirst = (messages: readonly Message[]): boolean => {
  const [first, last] = [messages[0], messages.at(-1)];
  return (
    first !== undefined && last !== undefined && isFalling(messages) && createdMs(first) !== createdMs(last)
  );
};

/** Whether a message is asked for: the platforms' own filters are coarser than the query. */
export const isAskedFor = (query: LogQuery, message: Message): boolean => {
  if (query.direction !== undefined && message.direction !== query.direction) return false;
  const created = createdMs(message);
  return created === 0 || (created >= query.from.getTime() && created <= query.to.getTime());
};

/** Visits the messages of a log that a query asks for; says whether all were seen before the time ran out. */
export const visitLog = (
  pages: Pages<Message>,
  query: LogQuery,
  visit: Visit<Message>,
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
