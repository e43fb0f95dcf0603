import { orNull } from '@messaging/gateway/exchange';
import { createdMs, newestFirst } from '@messaging/gateway/log';
import { type Pages, type Read, readNewest } from '@messaging/gateway/paging';
import { anyObject, msisdn, textOrNull, timeOrNull } from '@messaging/gateway/schemas';
import * as v from 'valibot';
import type { Exchange } from '../exchange.ts';
import { type AddedOptout, findInOptouts, type Optout, orListed, toAdded } from '../optout.ts';
import { listOf } from './list.ts';

/** The largest page. The list has no search and no dates, so it is read completely. */
const LARGEST_PAGE = 5000;

const POLL_PAGE = 1000;

const line = { note: textOrNull, created_at: timeOrNull, created_on: timeOrNull };

/** The documented record has no id, so the number and date identify it. */
const record = v.pipe(
  v.object({ id: textOrNull, msisdn, ...line }),
  v.transform((from): Optout => {
    const created = from.created_at ?? from.created_on;
    const id = from.id ?? (created ? `${from.msisdn}:${created}` : from.msisdn);
    return { id, mobile: from.msisdn, note: from.note, created_at: created };
  }),
);

const optouts = listOf(record);

const optoutPages = (exchange: Exchange, size: number, leave = 0): Pages<Optout> => ({
  size,
  fetch: (index) =>
    exchange(
      {
        method: 'GET',
        path: '/addressbook/optouts',
        query: { offset: index * size, limit: size },
        effect: 'reads',
        permission: 'read:Optouts',
        leave,
      },
      optouts,
    ),
});

const NOTHING = { id: null, note: null, created_at: null, created_on: null };
const added = v.object({ record: v.fallback(v.object({ id: textOrNull, ...line }), NOTHING) });

const add = async (exchange: Exchange, mobile: string): Promise<AddedOptout> => {
  const json = { msisdn: mobile };
  const { record: listed } = await exchange(
    {
      method: 'POST',
      path: '/addressbook/optouts',
      json,
      effect: 'changes',
      permission: 'create:Optouts',
    },
    added,
  );
  return toAdded({
    id: listed.id,
    mobile,
    note: listed.note,
    created_at: listed.created_at ?? listed.created_on,
  });
};

export const addOptout = (
  exchange: Exchange,
  mobile: string,
  remaining: () => number,
): Promise<AddedOptout> =>
  orListed(
    () => add(exchange, mobile),
    () => findOptout(exchange, mobile, remaining),
  );

/** Removes a number from the list. Returns `false` if it was not on the list. */
export const removeOptout = async (exchange: Exchange, mobile: string): Promise<boolean> => {
  const path = `/addressbook/optouts/${mobile}`;
  const removed = await orNull(
    exchange({ method: 'DELETE', path, effect: 'changes', permission: 'delete:Optouts' }, anyObject),
  );
  return removed !== null;
};

/** Finds a number in the list, or `null`. */
export const findOptout = (
  exchange: Exchange,
  mobile: string,
  remaining: () => number,
  leave = 0,
): Promise<Optout | null> =>
  findInOptouts(optoutPages(exchange, LARGEST_PAGE, leave), mobile, remaining, leave);

/** Reads the numbers added since a time, newest first. */
export const recentOptouts = async (
  exchange: Exchange,
  since: Date,
  remaining: () => number,
): Promise<Read<Optout>> => {
  const from = since.getTime();
  const { found, isWhole } = await readNewest(optoutPages(exchange, POLL_PAGE), createdMs, from, remaining);
  const recent = found.filter((optout) => optout.created_at === null || createdMs(optout) >= from);
  return { found: newestFirst(recent), isWhole };
};
