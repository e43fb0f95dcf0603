import { orNull } from '@messaging/gateway/exchange';
import type { LogQuery } from '@messaging/gateway/log';
import { type Pages, type Read, readAll } from '@messaging/gateway/paging';
import { id, numberOrNull, recordsOf, textOrNull, timeOrNull } from '@messaging/gateway/schemas';
import * as v from 'valibot';
import type { Exchange } from '../exchange.ts';
import { type Message, readStatus } from '../message.ts';
import { toClassicTime } from '../times.ts';

const PAGE_SIZE = 1000;

const WORDS = { outbound: 'MT', inbound: 'MO' } as const;

const record = v.pipe(
  v.object({
    id,
    created: timeOrNull,
    modified: timeOrNull,
    originator: textOrNull,
    recipient: textOrNull,
    body: textOrNull,
    status: textOrNull,
    direction: textOrNull,
    inReplyTo: textOrNull,
    routeId: textOrNull,
    parts: numberOrNull,
    cost: numberOrNull,
    currency: textOrNull,
    senderReference: textOrNull,
    campaignId: textOrNull,
  }),
  v.transform(
    (from): Message => ({
      id: from.id,
      direction: from.direction?.toUpperCase() === WORDS.inbound ? 'inbound' : 'outbound',
      originator: from.originator,
      recipient: from.recipient,
      body: from.body,
      ...readStatus(from.status),
      reference: from.senderReference,
      campaign_id: from.campaignId,
      route_id: from.routeId,
      parts: from.parts,
      cost: from.cost,
      currency: from.currency,
      in_reply_to: from.inReplyTo,
      created_at: from.created,
      updated_at: from.modified ?? from.created,
    }),
  ),
);

/** Added to the end, which may be exclusive, because times are truncated to seconds. */
const END_MILLISECONDS = 1_000;

/** Pages of the log in a period. Mobivate guarantees no order and gives no total. */
export const logPages = (exchange: Exchange, { from, to, direction }: LogQuery): Pages<Message> => ({
  size: PAGE_SIZE,
  fetch: async (index) => {
    const query = {
      startDate: toClassicTime(from),
      endDate: toClassicTime(new Date(to.getTime() + END_MILLISECONDS)),
      page: index + 1,
      pageSize: PAGE_SIZE,
      direction: direction && WORDS[direction],
    };
    const list = await exchange(
      { method: 'GET', path: '/message', query, effect: 'reads' },
      recordsOf(record),
    );
    return { ...list, total: null };
  },
});

const MINUTE_MILLISECONDS = 60_000;
const QUIET_MINUTES = 24 * 60;
const BUSY_MINUTES = 30;

const lately = (minutes: number, direction: LogQuery['direction']): LogQuery => {
  const now = Date.now();
  return {
    from: new Date(now - minutes * MINUTE_MILLISECONDS),
    to: new Date(now + MINUTE_MILLISECONDS),
    direction,
  };
};

/**
 * Reads the newest messages: the last day if it fits in one request, or else the last half hour, twice the longest time
 * between polls. One page of a busy day is not enough: if the list starts with the oldest, its messages are not new.
 */
export const recentMessages = async (
  exchange: Exchange,
  direction: LogQuery['direction'],
  remaining: () => number,
): Promise<Read<Message>> => {
  const day = await logPages(exchange, lately(QUIET_MINUTES, direction)).fetch(0);
  if (day.count < PAGE_SIZE) return { found: [...day.items], isWhole: true };
  return readAll(logPages(exchange, lately(BUSY_MINUTES, direction)), remaining);
};

/** Finds a message by its id, or `null`. Encodes the id, so that it cannot change the path. */
export const findMessage = async (exchange: Exchange, messageId: string): Promise<Message | null> => {
  if (!/^[\w-]+$/.test(messageId)) return null;
  return orNull(exchange({ method: 'GET', path: `/message/${messageId}`, effect: 'reads' }, record));
};
