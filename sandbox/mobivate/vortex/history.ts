import { Hono } from 'hono';
import { isoTime } from '../../iso-time.ts';
import type { PlatformEnv } from '../env.ts';
import type { Message } from '../log.ts';
import { parseDate } from '../times.ts';
import type { World } from '../world.ts';
import { answers } from './answers.ts';
import { arranger, listing, slice } from './listing.ts';

function record(message: Message) {
  return {
    id: message.id,
    reference: message.reference,
    recipient: message.recipient,
    originator: message.originator,
    text: message.text,
    status: message.status,
    price: message.cost,
    currency: message.currency,
    parts: message.parts,
    created_at: isoTime(message.createdAt),
    updated_at: isoTime(message.updatedAt),
    type: message.direction,
  };
}

const titleCase = (word: string) => word.charAt(0) + word.slice(1).toLowerCase();

/** The documented record, with `sent_on`, and `Delivered` instead of production's `DELIVERED`. */
function documentedRecord(message: Message) {
  return { ...record(message), status: titleCase(message.status), sent_on: isoTime(message.createdAt) };
}

const SORTABLE = {
  created_at: (message: Message) => message.createdAt,
  updated_at: (message: Message) => message.updatedAt,
  sent_on: (message: Message) => message.createdAt,
  status: (message: Message) => message.status,
  recipient: (message: Message) => message.recipient,
  originator: (message: Message) => message.originator,
  reference: (message: Message) => message.reference,
};

/**
 * `GET /messages/history`: days in UTC, `toDate` exclusive, `originator=` matched exactly except for case.
 */
export function historyRoutes(world: World): Hono<PlatformEnv> {
  const app = new Hono<PlatformEnv>();
  app.get('/messages/history', (c) => {
    const { query } = c.env.request;
    const { failed } = answers(world);
    const from = parseDate(query.fromDate ?? '');
    const to = parseDate(query.toDate ?? '');
    if (from === null) return failed(400, 'fromDate is required (YYYY-MM-DD)');
    if (to === null) return failed(400, 'toDate is required (YYYY-MM-DD)');
    const part = slice(world, query);
    if (part instanceof Response) return part;
    const { log } = c.var.account.ledger;
    const originator = query.originator?.toLowerCase();
    const matches = log.view(
      `history ${originator} ${query.sortField} ${query.sortDir}`,
      [from, to],
      (message) => originator === undefined || message.originator.toLowerCase() === originator,
      arranger(SORTABLE, query),
    );
    const documented = world.settings.vortexLists === 'documented';
    return listing(
      world,
      { type: 'SingleSMS', scanned: log.count(from, to), matches },
      part,
      documented ? documentedRecord : record,
    );
  });
  return app;
}
