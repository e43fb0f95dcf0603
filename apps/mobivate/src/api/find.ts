import { GatewayError } from '@messaging/errors/gateway-error';
import { type Pages, readAll, visitPages } from '@messaging/gateway/paging';

/**
 * The failure of a list, named for people, that could not be read to its end in time: "none" might be untrue. The advice is
 * a sentence.
 */
export const unfinished = (list: string, advice = 'Try again in a few minutes.'): GatewayError =>
  new GatewayError(`The ${list} is too long to read in one step, so nothing was changed. ${advice}`, {
    kind: 'unknown',
  });

/**
 * The first record of a list that is wanted; `null` where there is none.
 * @throws GatewayError also where the list, named for people, could not be read to its end in time
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

/**
 * All records of a list that are wanted.
 * @throws GatewayError also where the list, named for people, could not be read to its end in time
 */
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
