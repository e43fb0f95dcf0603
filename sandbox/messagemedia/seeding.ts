import { countParts } from '../parts.ts';
import type { Ledger, Message } from './ledger.ts';
import type { World } from './world.ts';

type Given<T> = T | ((index: number) => T);

/** Properties of seeded messages, each for all or by index (from 0). */
export interface SeedOptions {
  direction?: Given<'outbound' | 'inbound'>;
  source?: Given<string>;
  destination?: Given<string>;
  content?: Given<string>;
  status?: Given<string>;
  metadata?: Given<Readonly<Record<string, string>>>;
  /** Epoch milliseconds. Overrides `from` and `to`. */
  createdAt?: Given<number>;
  /**
   * Spreads messages evenly from `from` (default: an hour before `to`) to `to` (default: now), in epoch milliseconds.
   */
  from?: number;
  to?: number;
}

const HOUR_MS = 3_600_000;

const pick = <T>(given: Given<T> | undefined, index: number, usual: T): T => {
  if (given === undefined) return usual;
  return given instanceof Function ? given(index) : given;
};

/** Adds `count` records to an account's log, without reports. */
export const seedMessages = (
  world: World,
  ledger: Ledger,
  count: number,
  options: SeedOptions = {},
): Message[] => {
  const to = options.to ?? world.clock.now();
  const from = options.from ?? to - HOUR_MS;
  return Array.from({ length: count }, (_, index) => {
    const content = pick(options.content, index, `Message ${index + 1}`);
    const direction = pick(options.direction, index, 'outbound');
    const createdAt = pick(options.createdAt, index, from + Math.floor(((to - from) * index) / count));
    const person = `+6149157${String(1000 + (index % 9000)).padStart(4, '0')}`;
    const isOut = direction === 'outbound';
    return ledger.add({
      id: world.random.uuid(),
      direction,
      accountId: ledger.accountId,
      source: pick(options.source, index, isOut ? ledger.defaultNumber : person),
      destination: pick(options.destination, index, isOut ? person : ledger.defaultNumber),
      content,
      format: 'SMS',
      subject: null,
      media: [],
      metadata: pick(options.metadata, index, {}),
      deliveryReport: true,
      callbackUrl: null,
      scheduledAt: null,
      expiresAt: null,
      inResponseTo: null,
      action: null,
      units: countParts(content),
      createdAt,
      updatedAt: createdAt,
      deliveredAt: isOut ? createdAt : null,
      status: pick(options.status, index, isOut ? 'delivered' : 'processed'),
      statusCode: isOut ? 220 : null,
    });
  });
};
