import { GatewayError } from '@messaging/errors/gateway-error';
import { orNull } from '@messaging/gateway/exchange';
import { newestFirst } from '@messaging/gateway/log';
import { type Pages, type Read, readAll } from '@messaging/gateway/paging';
import { anyObject, id, msisdn, recordsOf, textOrNull, timeOrNull } from '@messaging/gateway/schemas';
import { DAY_MILLISECONDS } from '@messaging/gateway/time';
import * as v from 'valibot';
import type { Exchange } from '../exchange.ts';
import { type AddedOptout, findInOptouts, type Optout, orListed, toAdded } from '../optout.ts';
import { toClassicTime } from '../times.ts';

const PAGE_SIZE = 1000;

/** The list requires a start date. Mobivate did not exist before this one. */
const BEGINNING = new Date('2000-01-01T00:00:00Z');

const line = { mobile: msisdn, note: textOrNull, created: timeOrNull };

const record = v.pipe(
  v.object({ id, ...line }),
  v.transform(({ created, ...from }): Optout => ({ ...from, created_at: created })),
);

const added = v.pipe(
  v.object(line),
  v.transform(({ created, ...from }): AddedOptout => toAdded({ id: null, ...from, created_at: created })),
);

/** Pages of the list since a time. Mobivate guarantees no order and gives no total. */
const optoutPages = (exchange: Exchange, since: Date, leave = 0): Pages<Optout> => ({
  size: PAGE_SIZE,
  fetch: async (index) => {
    const query = {
      startDate: toClassicTime(since),
      endDate: toClassicTime(new Date(Date.now() + DAY_MILLISECONDS)),
      page: index + 1,
      pageSize: PAGE_SIZE,
    };
    const list = await exchange(
      { method: 'GET', path: '/addressbook/optout', query, effect: 'reads', leave },
      recordsOf(record),
    );
    return { ...list, total: null };
  },
});

export const addOptout = (
  exchange: Exchange,
  mobile: string,
  remaining: () => number,
): Promise<AddedOptout> =>
  orListed(
    () =>
      exchange({ method: 'POST', path: '/addressbook/optout', json: { mobile }, effect: 'changes' }, added),
    () => findOptout(exchange, mobile, remaining),
  );

/** The documentation gives two paths: one in the heading, the other in every example. */
const DELETE_PATHS = ['/addressbook/optout', '/optout'] as const;

const isElsewhere = (error: unknown): boolean =>
  error instanceof GatewayError && (error.status === 404 || error.status === 405);

const removeFrom = async (exchange: Exchange, mobile: string): Promise<boolean> => {
  const remove = (path: string) =>
    exchange({ method: 'DELETE', path, json: { mobile }, effect: 'changes' }, anyObject);
  const [path, otherPath] = DELETE_PATHS;
  try {
    await remove(path);
  } catch (error) {
    if (!isElsewhere(error)) throw error;
    return (await orNull(remove(otherPath))) !== null;
  }
  return true;
};

/**
 * Removes a number from the list. Returns `false` if it was not on the list. The documentation does not say how Mobivate
 * answers then, so a refusal is checked in the list.
 */
export const removeOptout = async (
  exchange: Exchange,
  mobile: string,
  remaining: () => number,
): Promise<boolean> => {
  try {
    return await removeFrom(exchange, mobile);
  } catch (error) {
    if (!(error instanceof GatewayError) || error.status !== 400) throw error;
    const listed = await findOptout(exchange, mobile, remaining);
    if (listed) throw error;
    return false;
  }
};

/** Finds a number in the list, or `null`. Mobivate has no search, so this reads the list in pages of 1,000. */
export const findOptout = (
  exchange: Exchange,
  mobile: string,
  remaining: () => number,
  leave = 0,
): Promise<Optout | null> => findInOptouts(optoutPages(exchange, BEGINNING, leave), mobile, remaining, leave);

/** Reads the numbers added since a time, newest first. */
export const recentOptouts = async (
  exchange: Exchange,
  since: Date,
  remaining: () => number,
): Promise<Read<Optout>> => {
  const { found, isWhole } = await readAll(optoutPages(exchange, since), remaining);
  return { found: newestFirst(found), isWhole };
};
