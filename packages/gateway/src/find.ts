import { GatewayError } from '@messaging/errors/gateway-error';
import { type Pages, readAll, visitPages } from './paging.ts';

/** The error for a list that could not be read to its end in time. `advice` is a sentence. */
export const unfinished = (list: string, advice = 'Try again in a few minutes.'): GatewayError =>
  new GatewayError(`The ${list} is too long to read in one step, so nothing was changed. ${advice}`, {
    kind: 'unknown',
  });

/**
 * Finds the first matching record of a list, or `null`.
 * @throws GatewayError if the list could not be read to its end in time, because there may be a match
 */
export const findRecord = async <T>(
  list: string,
  pages: Pages<T>,
  isWanted: (item: T) => boolean,
  remaining: () => number,
): Promise<T | null> => {
  let found: T | undefined;
  const visit = (items: readonly T[]) => {
    found = items.find(isWanted);
    return found === undefined;
  };
  const isWhole = await visitPages(pages, visit, remaining);
  if (found !== undefined) return found;
  if (isWhole) return null;
  throw unfinished(list);
};

/** @throws GatewayError if time runs out before the end of the list */
export const findRecords = async <T>(
  list: string,
  pages: Pages<T>,
  isWanted: (item: T) => boolean,
  remaining: () => number,
): Promise<T[]> => {
  const { found, isWhole } = await readAll(pages, remaining, isWanted);
  if (isWhole) return found;
  throw unfinished(list);
};
