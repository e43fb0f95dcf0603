import * as v from 'valibot';
import { check, filled } from '../../checks.ts';
import { countParts } from '../../parts.ts';
import type { Account } from '../accounts.ts';
import { msisdn, optionalFlag, optionalText, originator } from '../checks.ts';
import { classicError } from '../errors.ts';
import { hexId } from '../receipts.ts';
import { departures } from '../spread.ts';
import { parseOffsetTime } from '../times.ts';
import { accept } from '../traffic.ts';
import type { World } from '../world.ts';

const MOST_MESSAGES = 1_000;

const item = v.object({
  originator,
  recipient: msisdn,
  text: v.nullish(v.string()),
  body: v.nullish(v.string()),
  reference: optionalText,
  routeId: optionalText,
});

const batchSms = v.object(
  {
    routeId: filled,
    messages: v.nullish(v.array(item)),
    recipients: v.nullish(v.array(item)),
    name: optionalText,
    shortenUrls: optionalFlag,
    excludeOptouts: optionalFlag,
    excludeDuplicates: optionalFlag,
    spreadHours: v.nullish(v.pipe(v.number(), v.integer(), v.minValue(0))),
    scheduleDateTime: optionalText,
  },
  'Invalid JSON',
);

type Item = v.InferOutput<typeof item>;

const textOf = (entry: Item) => entry.text ?? entry.body ?? '';

function listProblem(items: Item[]): string | null {
  if (items.length === 0) return 'messages: may not be empty';
  if (items.length > MOST_MESSAGES) return `messages: at most ${MOST_MESSAGES} messages per request`;
  const empty = items.findIndex((entry) => textOf(entry) === '');
  return empty < 0 ? null : `messages.${empty}.text: may not be empty`;
}

function startOf(world: World, scheduled: string | null | undefined): number | null {
  if (!scheduled) return world.clock.now();
  const time = parseOffsetTime(scheduled);
  return time !== null && time > world.clock.now() ? time : null;
}

/** `POST /send/batch`: up to 1,000 messages. The response has one id for the batch and none per message. */
export function sendBatch(world: World, account: Account, body: unknown) {
  const { value: batch, problem } = check(batchSms, body);
  if (!batch) return classicError(400, problem);
  const items = batch.messages ?? batch.recipients ?? [];
  const listed = listProblem(items);
  if (listed) return classicError(400, listed);
  const start = startOf(world, batch.scheduleDateTime);
  if (start === null)
    return classicError(
      400,
      `scheduleDateTime: Invalid format or not in the future: ${batch.scheduleDateTime}`,
    );
  const options = {
    shortenUrls: batch.shortenUrls ?? false,
    spreadHours: batch.spreadHours ?? 0,
    excludeOptouts: batch.excludeOptouts ?? true,
    excludeDuplicates: batch.excludeDuplicates ?? true,
  };
  const kept = keep(account, items, options);
  const parts = kept.reduce((sum, entry) => sum + countParts(textOf(entry)), 0);
  if (account.ledger.credit < parts) return classicError(402);
  const batchId = world.random.uuid();
  const times = departures(start, options.spreadHours, kept.length);
  for (const [index, entry] of kept.entries()) {
    accept(world, account, {
      ...entry,
      batchId,
      text: textOf(entry),
      at: times[index] ?? start,
      campaignId: hexId(batchId),
      routeId: entry.routeId ?? batch.routeId,
      shortenUrls: options.shortenUrls,
    });
  }
  return {
    id: hexId(batchId),
    name: batch.name ?? null,
    routeId: batch.routeId,
    ...options,
    scheduleDateTime: batch.scheduleDateTime ?? null,
    recipients: items.map((entry) => ({
      originator: entry.originator,
      recipient: entry.recipient,
      text: textOf(entry),
      reference: entry.reference ?? null,
      routeId: entry.routeId ?? null,
    })),
  };
}

function keep(
  account: Account,
  items: Item[],
  options: { excludeOptouts: boolean; excludeDuplicates: boolean },
): Item[] {
  const seen = new Set<string>();
  return items.filter(({ recipient }) => {
    if (options.excludeOptouts && account.ledger.optouts.has(recipient)) return false;
    if (options.excludeDuplicates && seen.has(recipient)) return false;
    seen.add(recipient);
    return true;
  });
}
