import * as v from 'valibot';
import { httpUrl } from '../../checks.ts';
import { isoTime } from '../../iso-time.ts';
import { countParts } from '../../parts.ts';
import type { Account } from '../accounts.ts';
import { optionalFlag, optionalText } from '../checks.ts';
import { departures } from '../spread.ts';
import { accept } from '../traffic.ts';
import type { World } from '../world.ts';
import { answers } from './answers.ts';
import { departure } from './schedule.ts';

/** Options of batch, template, and alias sends. */
export const bulkOptions = {
  name: optionalText,
  shortenUrls: optionalFlag,
  excludeDuplicates: optionalFlag,
  spreadHours: v.nullish(v.pipe(v.number(), v.minValue(0))),
  scheduleDateTime: optionalText,
  callbackURL: v.nullish(httpUrl),
};

export interface BulkOptions {
  name?: string | null | undefined;
  shortenUrls?: boolean | null | undefined;
  excludeDuplicates?: boolean | null | undefined;
  spreadHours?: number | null | undefined;
  scheduleDateTime?: string | null | undefined;
  callbackURL?: string | null | undefined;
}

/** A message of a bulk send with its final text. */
export interface BulkItem {
  originator: string;
  recipient: string;
  text: string;
  reference: string | null;
}

/**
 * `true` skips opted-out recipients, `false` sends to them, and otherwise their messages end as OPTED_OUT.
 */
export type OptoutFlag = boolean | null | undefined;

function keep(
  account: Account,
  items: BulkItem[],
  options: BulkOptions,
  excludeOptouts: OptoutFlag,
): BulkItem[] {
  const seen = new Set<string>();
  return items.filter(({ recipient }) => {
    if (excludeOptouts && account.ledger.optouts.has(recipient)) return false;
    if (options.excludeDuplicates && seen.has(recipient)) return false;
    seen.add(recipient);
    return true;
  });
}

/** Sends the items as one campaign. The response has the campaign's id and count, but no message ids. */
export function sendBulk(
  world: World,
  account: Account,
  items: BulkItem[],
  options: BulkOptions,
  excludeOptouts: OptoutFlag,
): Response {
  const { done, failed } = answers(world);
  const start = departure(world, options.scheduleDateTime);
  if (start === null) return failed(400, 'scheduleDateTime must be an ISO 8601 time in the future');
  const kept = keep(account, items, options, excludeOptouts);
  const { ledger } = account;
  if (ledger.credit < kept.reduce((sum, item) => sum + countParts(item.text), 0)) return failed(402);
  const id = world.random.uuid();
  const times = departures(start, options.spreadHours ?? 0, kept.length);
  for (const [index, item] of kept.entries()) {
    accept(world, account, {
      ...item,
      batchId: id,
      campaignId: id,
      at: times[index] ?? start,
      shortenUrls: options.shortenUrls ?? false,
      callbackUrl: options.callbackURL,
      blocked: excludeOptouts !== false && ledger.optouts.has(item.recipient),
    });
  }
  ledger.campaigns.push({
    id,
    name: options.name ?? null,
    recipientCount: kept.length,
    scheduledAt: start,
    createdAt: world.clock.now(),
    endsAt: times.at(-1) ?? start,
  });
  return done({ id, type: 'BatchSMS', scheduled: isoTime(start), recipientCount: kept.length });
}
