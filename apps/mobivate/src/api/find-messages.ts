import { type Pages, readAll, visitPages } from '@messaging/gateway/paging';
import { DAY_MILLISECONDS } from '@messaging/gateway/time';
import { unfinished } from './find.ts';
import { createdMs, isAskedFor, type LogQuery, newestFirst } from './log.ts';
import type { Message } from './message.ts';

/** The log as one platform pages it. */
interface Log {
  readonly pagesOf: (query: LogQuery) => Pages<Message>;
  readonly remaining: () => number;
}

type IsWanted = (message: Message) => boolean;

/** Whether a page shows that its list comes newest first; one moment or none shows nothing. */
const isNewestFirst = (messages: readonly Message[]): boolean => {
  const times = messages.map(createdMs);
  const isFalling = times.every((time, index) => time <= (times[index - 1] ?? time));
  return isFalling && times[0] !== times.at(-1);
};

/** The time of a query in slices that begin at midnight UTC: the newest first, each twice as long as the one before. */
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

/** Reads up to the first page with a hit, if the list comes in order; `isSure` tells whether the hit is the newest. */
const findInOrder = async ({ pagesOf, remaining }: Log, query: LogQuery, isWanted: IsWanted) => {
  let isSure = false;
  let found: Message[] = [];
  const visit = (messages: readonly Message[], isLast: boolean) => {
    isSure = isLast || isNewestFirst(messages);
    found = [...found, ...messages.filter(isWanted)];
    return isSure && found.length === 0;
  };
  const isWhole = await visitPages(pagesOf(query), visit, remaining);
  return { found, isWhole, isSure };
};

/**
 * The newest messages of a log that are wanted, newest first: at least the newest one, where there is any. Reads only as
 * far as that takes: a log that lists the newest first up to the first hit, any other one slice of time after the other.
 * @throws GatewayError also where nothing was found before the time ran out
 */
export const findMessages = async (log: Log, query: LogQuery, isWanted: IsWanted): Promise<Message[]> => {
  const isHit = (message: Message) => isAskedFor(query, message) && isWanted(message);
  const { isSure, ...first } = await findInOrder(log, query, isHit);
  const looks = isSure
    ? [async () => first]
    : slicesOf(query).map((slice) => () => readAll(log.pagesOf(slice), log.remaining, isHit));
  for (const look of looks) {
    const { found, isWhole } = await look();
    if (found.length > 0) return newestFirst(found);
    if (!isWhole) throw unfinished('message log');
  }
  return [];
};
