import { GatewayFailure } from '../sms/gateway.ts';
import { type Pages, visitPages } from './paging.ts';

/**
 * The first record of a list that is wanted; `null` where there is none.
 * @throws GatewayFailure also where the list, named for people, could not be read to its end in time: "none" might be untrue
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
  throw new GatewayFailure(
    `The ${list} is so long, or Mobivate so slow, that it could not be read to its end in the time of a step. Nothing was changed; try again in a few minutes.`,
    { kind: 'unknown' },
  );
};
