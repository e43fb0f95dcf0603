import { GatewayError } from '@messaging/errors/gateway-error';
import { unfinished } from '@messaging/gateway/find';
import { findMessages } from '@messaging/gateway/find-messages';
import { type LogQuery, newestFirst, visitLog } from '@messaging/gateway/log';
import type { Page, Pages, Visit } from '@messaging/gateway/paging';
import { recordsOf } from '@messaging/gateway/schemas';
import { DAY_MILLISECONDS } from '@messaging/gateway/time';
import * as v from 'valibot';
import type { Api } from './api.ts';
import { loggedMessage, type Message, REFERENCE } from './message.ts';
import { totalOf } from './total.ts';

const PAGE_SIZE = 100;

/** How many days MessageMedia keeps messages. */
export const RETENTION_DAYS = 45;

export const earliest = (): Date => new Date(Date.now() - RETENTION_DAYS * DAY_MILLISECONDS);

/** A query of the reporting detail. */
export interface ReportQuery extends LogQuery {
  /** Only messages with one of these references, or replies to them. */
  readonly references?: readonly string[] | undefined;
  /** Only messages that opted someone out. */
  readonly optOut?: boolean | undefined;
}

const page = v.object({
  messages: recordsOf(loggedMessage),
  pagination: v.fallback(v.object({ has_next: v.nullish(v.boolean(), null) }), { has_next: null }),
});

const bodyOf = (
  { from, to, direction, references, optOut }: ReportQuery,
  account: string | null,
  index: number,
) => ({
  start_date: from.toISOString(),
  end_date: to.toISOString(),
  timezone: 'UTC',
  direction: direction ?? 'all',
  ...(account !== null && { accounts: [account] }),
  ...(references && { metadata_key: REFERENCE, metadata_values: references }),
  ...(optOut && { opt_out: true }),
  page: index,
  page_size: PAGE_SIZE,
});

/** The messages of a period. A read, although it is a POST. Covers all sub-accounts by default. */
export const reportPages = ({ exchange, account }: Api, query: ReportQuery, leave = 0): Pages<Message> => ({
  size: PAGE_SIZE,
  fetch: async (index): Promise<Page<Message>> => {
    const { messages, pagination } = await exchange(
      {
        method: 'POST',
        path: '/v2-preview/reporting/messages/detail',
        json: bodyOf(query, account, index),
        effect: 'reads_log',
        retry: true,
        leave,
      },
      page,
    );
    const { has_next } = pagination;
    const isKnown = has_next === false || (has_next === true && messages.count < PAGE_SIZE);
    return { ...messages, total: isKnown ? totalOf(!has_next, index, PAGE_SIZE) : null };
  },
});

/** Finds the newest matching messages, newest first, up to the limit. */
export const findInLog = (
  api: Api,
  query: ReportQuery,
  isWanted: (message: Message) => boolean,
  limit: number,
): Promise<Message[]> => {
  const log = { pagesOf: (part: ReportQuery) => reportPages(api, part), remaining: api.remaining };
  return findMessages(log, query, isWanted, limit);
};

/**
 * Visits the messages of a period page by page, in no particular order.
 * @returns `false` if time ran out
 */
export const readLog = (api: Api, query: ReportQuery, visit: Visit<Message>): Promise<boolean> =>
  visitLog(reportPages(api, query), query, visit, api.remaining);

/** Includes messages whose clock is ahead. */
const SKEW_MILLISECONDS = 3_600_000;

export const lastHours = (hours: number): { from: Date; to: Date } => {
  const now = Date.now();
  return { from: new Date(now - hours * 3_600_000), to: new Date(now + SKEW_MILLISECONDS) };
};

/**
 * Reads all matching messages of a period, newest first.
 * @throws GatewayError if time runs out, because a partial poll would return the rest as new later
 */
export const wholeLog = async (
  api: Api,
  query: ReportQuery,
  isWanted: (message: Message) => boolean,
  advice: string,
): Promise<Message[]> => {
  const found: Message[] = [];
  const isWhole = await readLog(api, query, (messages) => {
    found.push(...messages.filter(isWanted));
    return true;
  });
  if (isWhole) return newestFirst(found);
  throw unfinished('message log', advice);
};

const SAMPLE_SIZE = 3;
const SAMPLE_HOURS = 7 * 24;

/**
 * Returns recent messages as samples. Returns none for an account without reports, because the trigger works without
 * them.
 */
export const recentMessages = (
  api: Api,
  query: Omit<ReportQuery, 'from' | 'to'>,
  isWanted: (message: Message) => boolean,
): Promise<Message[]> => findInLog(api, { ...lastHours(SAMPLE_HOURS), ...query }, isWanted, SAMPLE_SIZE);

/** Like {@link recentMessages}, for triggers that work without the log: none where the account has no reports. */
export const sampleMessages: typeof recentMessages = async (api, query, isWanted) => {
  try {
    return await recentMessages(api, query, isWanted);
  } catch (error) {
    if (error instanceof GatewayError && (error.kind === 'forbidden' || error.kind === 'not_found'))
      return [];
    throw error;
  }
};
