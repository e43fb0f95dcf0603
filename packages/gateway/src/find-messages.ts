import { unfinished } from './find.ts';
import {
  createdMs,
  isAskedFor,
  isFalling,
  isNewestFirst,
  type Log,
  type Logged,
  type LogQuery,
  newestFirst,
} from './log.ts';
import { readAll, visitPages } from './paging.ts';
import { DAY_MILLISECONDS } from './time.ts';

type IsWanted<M> = (message: M) => boolean;

/**
 * Splits a query into slices that start at midnight UTC, newest first, each twice as long as the one before.
 */
const slicesOf = <Q extends LogQuery>(query: Q): Q[] => {
  const slices: Q[] = [];
  const start = query.from.getTime();
  let end = query.to.getTime();
  for (let days = 1; end >= start; days *= 2) {
    const midnight = (Math.floor(end / DAY_MILLISECONDS) - days + 1) * DAY_MILLISECONDS;
    slices.push({ ...query, from: new Date(Math.max(start, midnight)), to: new Date(end) });
    end = midnight - 1;
  }
  return slices;
};

/** Reads a sorted list up to the page that completes the limit. `isSure`: the results are the newest. */
const findInOrder = async <M extends Logged, Q extends LogQuery>(
  { pagesOf, remaining }: Log<M, Q>,
  query: Q,
  isWanted: IsWanted<M>,
  limit: number,
) => {
  let isSure: boolean | null = null;
  let last: M | undefined;
  const found: M[] = [];
  const visit = (messages: readonly M[], isLast: boolean) => {
    isSure =
      isSure === null ? isLast || isNewestFirst(messages) : isFalling(messages, last && createdMs(last));
    last = messages.at(-1) ?? last;
    found.push(...messages.filter(isWanted));
    return isSure && found.length < limit;
  };
  const isWhole = await visitPages(pagesOf(query), visit, remaining);
  return { found, isWhole, isSure };
};

const findInSlices = async <M extends Logged, Q extends LogQuery>(
  { pagesOf, remaining }: Log<M, Q>,
  query: Q,
  isWanted: IsWanted<M>,
  limit: number,
) => {
  const found: M[] = [];
  for (const slice of slicesOf(query)) {
    const look = await readAll(pagesOf(slice), remaining, isWanted);
    found.push(...look.found);
    if (!look.isWhole) return { found, isWhole: false };
    if (found.length >= limit) break;
  }
  return { found, isWhole: true };
};

/**
 * Finds the newest matching messages of a log, newest first, up to the limit. Reads no more than needed: a
 * log that lists the newest first up to the last match, any other one in slices of time.
 * @throws GatewayError if the time ran out first
 */
export const findMessages = async <M extends Logged, Q extends LogQuery>(
  log: Log<M, Q>,
  query: Q,
  isWanted: IsWanted<M>,
  limit: number,
): Promise<M[]> => {
  const isHit = (message: M) => isAskedFor(query, message) && isWanted(message);
  const { isSure, ...inOrder } = await findInOrder(log, query, isHit, limit);
  const { found, isWhole } = isSure ? inOrder : await findInSlices(log, query, isHit, limit);
  const newest = newestFirst(found).slice(0, limit);
  if (!isWhole && newest.length < limit) {
    throw unfinished('message log', 'Choose a shorter period or a smaller limit.');
  }
  return newest;
};
