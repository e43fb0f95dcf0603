import { countParts } from '../parts.ts';
import type { Account } from './accounts.ts';
import type { Message } from './log.ts';
import { priceOf } from './traffic.ts';
import type { World } from './world.ts';

type Given<T> = T | ((index: number) => T);

/** The properties of seeded messages: one value for all, or a function of the index (from 0). */
export interface SeedOptions {
  direction?: Given<'MT' | 'MO'>;
  originator?: Given<string>;
  recipient?: Given<string>;
  text?: Given<string>;
  status?: Given<string>;
  reference?: Given<string | null>;
  campaignId?: Given<string | null>;
  routeId?: Given<string | null>;
  parts?: Given<number>;
  cost?: Given<number>;
  currency?: Given<string>;
  /** Epoch milliseconds. Overrides `from` and `to`. */
  createdAt?: Given<number>;
  /** Epoch milliseconds. Defaults to the time of creation. */
  updatedAt?: Given<number>;
  /** Epoch milliseconds. Spreads messages evenly from `from` (default: an hour before `to`) to `to` (now). */
  from?: number;
  to?: number;
}

const HOUR_MS = 3_600_000;
const FIRST_RECIPIENT = 447_700_900_000;

function pick<T>(given: Given<T> | undefined, index: number, usual: T): T {
  if (given === undefined) return usual;
  return given instanceof Function ? given(index) : given;
}

/** Adds `count` records to an account's log, without receipts or delays. */
export function seedMessages(
  world: World,
  account: Account,
  count: number,
  options: SeedOptions = {},
): Message[] {
  const { log, price, currency } = account.ledger;
  const to = options.to ?? world.clock.now();
  const from = options.from ?? to - HOUR_MS;
  return Array.from({ length: count }, (_, index) => {
    const text = pick(options.text, index, `Message ${index + 1}`);
    const parts = pick(options.parts, index, countParts(text));
    const createdAt = pick(options.createdAt, index, from + Math.floor(((to - from) * index) / count));
    const message: Message = {
      id: world.random.uuid(),
      batchId: world.random.uuid(),
      direction: pick(options.direction, index, 'MT'),
      originator: pick(options.originator, index, 'Mobivate'),
      recipient: pick(options.recipient, index, String(FIRST_RECIPIENT + (index % 900))),
      text,
      status: pick(options.status, index, 'DELIVERED'),
      reference: pick(options.reference, index, null),
      campaignId: pick(options.campaignId, index, null),
      routeId: pick(options.routeId, index, account.platform === 'classic' ? 'mglobal' : null),
      inReplyTo: null,
      parts,
      cost: pick(options.cost, index, priceOf(parts, price)),
      currency: pick(options.currency, index, currency),
      createdAt,
      updatedAt: pick(options.updatedAt, index, createdAt),
      callbackUrl: null,
    };
    log.add(message);
    return message;
  });
}
