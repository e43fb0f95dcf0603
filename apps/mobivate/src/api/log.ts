import { type Pages, readAll, type Visit, visitPages } from '@messaging/gateway/paging';
import type { Direction } from '@messaging/gateway/records';
import { isOwnReference } from '@messaging/gateway/reference';
import { DAY_MILLISECONDS } from '@messaging/gateway/time';
import type { Referenced } from './batch.ts';
import { unfinished } from './lists.ts';
import type { Message } from './message.ts';

/** A query of the message log. Both ends are inclusive. */
export interface LogQuery {
  readonly from: Date;
  readonly to: Date;
  readonly direction?: Direction | undefined;
}

/** A platform's paged log, and the milliseconds left of the step. */
export interface Log {
  readonly pagesOf: (query: LogQuery) => Pages<Message>;
  readonly remaining: () => number;
}

interface Dated {
  readonly id: string;
  readonly created_at: string | null;
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
export const isFalling = (messages: readonly Message[], newest = Number.POSITIVE_INFINITY): boolean => {
  const times = messages.map(createdMs);
  return times.every((time, index) => time <= (times[index - 1] ?? newest));
};

/** Whether a page proves that its list is sorted newest first, which takes two different times. */
export const isNewestFirst = (messages: readonly Message[]): boolean => {
  const [first, last] = [messages[0], messages.at(-1)];
  return (
    first !== undefined && last !== undefined && isFalling(messages) && createdMs(first) !== createdMs(last)
  );
};

/** Whether a message matches the query. The platforms' own filters are less precise. */
export const isAskedFor = (query: LogQuery, message: Message): boolean => {
  if (query.direction !== undefined && message.direction !== query.direction) return false;
  const created = createdMs(message);
  return created === 0 || (created >= query.from.getTime() && created <= query.to.getTime());
};

/** Visits the messages that match a query. Returns `false` if the time ran out first. */
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

type IsWanted = (message: Message) => boolean;

/** Splits a query into slices that start at midnight UTC, newest first, each twice as long as the one before. */
const slicesOf = (query: LogQuery): LogQuery[] => {
  const slices: LogQuery[] = [];
  const start = query.from.getTime();
  let end = query.to.getTime();
  for (let days = 1; end >= start; days *= 2) {
    const midnight = (Math.floor(end / DAY_MILLISECONDS) - days + 1) * DAY_MILLISECONDS;
    slices.push({ ...query, from: new Date(Math.max(start, midnight)), to: new Date(end) });
    end = midnight - 1;
  }
  return slices;
};

/** Reads a sorted list up to the page that completes the limit. `isSure` is true if the results are the newest. */
const findInOrder = async (
  { pagesOf, remaining }: Log,
  query: LogQuery,
  isWanted: IsWanted,
  limit: number,
) => {
  let isSure: boolean | null = null;
  let last: Message | undefined;
  const found: Message[] = [];
  const visit = (messages: readonly Message[], isLast: boolean) => {
    isSure =
      isSure === null ? isLast || isNewestFirst(messages) : isFalling(messages, last && createdMs(last));
    last = messages.at(-1) ?? last;
    found.push(...messages.filter(isWanted));
    return isSure && found.length < limit;
  };
  const isWhole = await visitPages(pagesOf(query), visit, remaining);
  return { found, isWhole, isSure };
};

/** Reads slices, newest first, until the limit is complete. */
const findInSlices = async (
  { pagesOf, remaining }: Log,
  query: LogQuery,
  isWanted: IsWanted,
  limit: number,
) => {
  const found: Message[] = [];
  for (const slice of slicesOf(query)) {
    const look = await readAll(pagesOf(slice), remaining, isWanted);
    found.push(...look.found);
    if (!look.isWhole) return { found, isWhole: false };
    if (found.length >= limit) break;
  }
  return { found, isWhole: true };
};

/**
 * Finds the newest matching messages of a log, newest first, up to the limit. Reads no more than needed: a log that lists
 * the newest first up to the last match, any other one in slices of time.
 * @throws GatewayError if the time ran out first
 */
export const findMessages = async (
  log: Log,
  query: LogQuery,
  isWanted: IsWanted,
  limit: number,
): Promise<Message[]> => {
  const isHit = (message: Message) => isAskedFor(query, message) && isWanted(message);
  const { isSure, ...inOrder } = await findInOrder(log, query, isHit, limit);
  const { found, isWhole } = isSure ? inOrder : await findInSlices(log, query, isHit, limit);
  const newest = newestFirst(found).slice(0, limit);
  if (isWhole || newest.length === limit) return newest;
  throw unfinished('message log', 'Choose a shorter period or a smaller Limit.');
};

const MINUTE_MILLISECONDS = 60_000;

/** The log window of a message sent at a time, allowing for clock differences and a slow step. */
const windowOf = (at: Date): LogQuery => ({
  from: new Date(at.getTime() - 2 * MINUTE_MILLISECONDS),
  to: new Date(at.getTime() + 10 * MINUTE_MILLISECONDS),
  direction: 'outbound',
});

/** Whether a page of a list sorted newest first reaches back before the window. */
const reachesBack = (messages: readonly Message[], { from }: LogQuery): boolean =>
  isNewestFirst(messages) && messages.some((message) => createdMs(message) < from.getTime());

/** Visits each message sent at about `at` once, until the visitor stops, the window ends, or the time runs out. */
const visitSent = async (
  { pagesOf, remaining }: Log,
  at: Date,
  visit: (message: Message) => boolean,
): Promise<void> => {
  const query = windowOf(at);
  const seen = new Set<string>();
  const isNew = ({ id }: Message) => !seen.has(id) && seen.add(id).size > 0;
  const visitPage = (messages: readonly Message[]) =>
    messages.filter((message) => isAskedFor(query, message) && isNew(message)).every(visit) &&
    !reachesBack(messages, query);
  await visitPages(pagesOf(query), visitPage, remaining);
};

/** Finds a matching message sent at about `at`, or `null`. */
export const findSent = async (
  log: Log,
  at: Date,
  isWanted: (message: Message) => boolean,
): Promise<Message | null> => {
  let found: Message | null = null;
  await visitSent(log, at, (message) => {
    if (isWanted(message)) found = message;
    return found === null;
  });
  return found;
};

/** Whether a message was logged after `at`, so that it is not an earlier, similar one. Classic truncates to seconds. */
export const isSince = (at: Date, message: Message): boolean => {
  const created = createdMs(message);
  return created >= (created % 1000 === 0 ? Math.floor(at.getTime() / 1000) * 1000 : at.getTime());
};

/** Finds which rows are in the log, after the response to a send at about `at` was lost. */
export const findRows = async <R>(
  log: Log,
  at: Date,
  rows: readonly R[],
  keyOf: (row: R) => string,
  keyIn: (message: Message) => string,
): Promise<ReadonlySet<R>> => {
  const waiting = new Map<string, R[]>();
  for (const row of rows) waiting.set(keyOf(row), [...(waiting.get(keyOf(row)) ?? []), row]);
  const found = new Set<R>();
  await visitSent(log, at, (message) => {
    const row = waiting.get(keyIn(message))?.shift();
    if (row !== undefined) found.add(row);
    return found.size < rows.length;
  });
  return found;
};

/** Like {@link findRows}, by recipient and reference. A user's reference may also belong to an earlier message. */
export const findByReference = <R extends Referenced>(
  log: Log,
  at: Date,
  rows: readonly R[],
): Promise<ReadonlySet<R>> =>
  findRows(
    log,
    at,
    rows,
    ({ recipient, reference }) => `${recipient} ${reference}`,
    (message) => {
      const reference = message.reference ?? '';
      return isOwnReference(reference) || isSince(at, message) ? `${message.recipient} ${reference}` : '';
    },
  );
