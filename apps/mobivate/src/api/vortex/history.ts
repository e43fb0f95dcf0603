import { findRecord } from '@messaging/gateway/find';
import { createdMs, type LogQuery } from '@messaging/gateway/log';
import { type Pages, type Read, readNewest } from '@messaging/gateway/paging';
import type { Direction } from '@messaging/gateway/records';
import { id, numberOrNull, textOrNull, timeOrNull } from '@messaging/gateway/schemas';
import { DAY_MILLISECONDS } from '@messaging/gateway/time';
import * as v from 'valibot';
import type { Exchange } from '../exchange.ts';
import { type Message, readStatus } from '../message.ts';
import { dayAfter, dayOf } from '../times.ts';
import { listOf } from './list.ts';

/** The largest page observed to work, which takes 7 to 18 s. */
const LARGEST_PAGE = 5000;

export const QUICK_PAGE = 1000;

const BUSY_MILLISECONDS = 30 * 60_000;

/** Vortex does not label messages as sent or received. Only these statuses tell. */
const directionOf = (...words: readonly (string | null)[]): Direction =>
  words.some((word) => /^(?:mo|inbound|incoming|received)/i.test(word ?? '')) ? 'inbound' : 'outbound';

const record = v.pipe(
  v.object({
    id,
    reference: textOrNull,
    recipient: textOrNull,
    originator: textOrNull,
    text: textOrNull,
    status: textOrNull,
    direction: textOrNull,
    type: textOrNull,
    price: numberOrNull,
    currency: textOrNull,
    parts: numberOrNull,
    batch_id: textOrNull,
    created_at: timeOrNull,
    sent_on: timeOrNull,
    updated_at: timeOrNull,
  }),
  v.transform((from): Message => {
    const created = from.created_at ?? from.sent_on;
    return {
      id: from.id,
      direction: directionOf(from.direction, from.type, from.status),
      originator: from.originator,
      recipient: from.recipient,
      body: from.text,
      ...readStatus(from.status),
      reference: from.reference,
      campaign_id: null,
      route_id: null,
      parts: from.parts,
      cost: from.price,
      currency: from.currency,
      in_reply_to: null,
      created_at: created,
      updated_at: from.updated_at ?? created,
    };
  }),
);

const messages = listOf(record);

/** Pages of the history, in whole UTC days around a window. `toDate` is exclusive, so this uses the day after. */
export const historyPages = (
  exchange: Exchange,
  { from, to }: LogQuery,
  size = LARGEST_PAGE,
): Pages<Message> => ({
  size,
  fetch: (index) => {
    const query = {
      fromDate: dayOf(from),
      toDate: dayAfter(to),
      offset: index * size,
      limit: size,
    };
    return exchange(
      { method: 'GET', path: '/messages/history', query, effect: 'reads', permission: 'read:SingleSMS' },
      messages,
    );
  },
});

/** Reads the newest messages: since the start of yesterday (UTC), or the last half hour of a busy account. */
export const recentMessages = (exchange: Exchange, remaining: () => number): Promise<Read<Message>> => {
  const now = Date.now();
  const query = { from: new Date(now - DAY_MILLISECONDS), to: new Date(now) };
  const pages = historyPages(exchange, query, QUICK_PAGE);
  return readNewest(pages, createdMs, now - BUSY_MILLISECONDS, remaining);
};

/** Finds a message in the window by its id, or `null`. Vortex has no call for a single message. */
export const findMessage = (
  exchange: Exchange,
  messageId: string,
  query: LogQuery,
  remaining: () => number,
): Promise<Message | null> =>
  findRecord('message log', historyPages(exchange, query), (message) => message.id === messageId, remaining);
