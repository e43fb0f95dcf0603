import { Hono } from 'hono';
import type { Account } from '../accounts.ts';
import type { PlatformEnv } from '../env.ts';
import { classicError } from '../errors.ts';
import type { Message } from '../log.ts';
import { hexId } from '../receipts.ts';
import { logTime } from '../times.ts';
import type { World } from '../world.ts';
import { answer } from './answer.ts';
import { type Page, page } from './page.ts';

function record(message: Message) {
  return {
    id: hexId(message.id),
    created: logTime(message.createdAt),
    modified: logTime(message.updatedAt),
    originator: message.originator,
    recipient: message.recipient,
    body: message.text,
    status: message.status,
    direction: message.direction,
    inReplyTo: message.inReplyTo && hexId(message.inReplyTo),
    routeId: message.routeId,
    parts: message.parts,
    cost: message.cost,
    currency: message.currency,
    senderReference: message.reference,
    campaignId: message.campaignId,
  };
}

/** Accepts an id as 32 hex digits or as a UUID with dashes. */
function dashed(id: string): string {
  return id
    .replaceAll('-', '')
    .toLowerCase()
    .replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}

const ARRANGE = {
  newest: (found: Message[]) => found.reverse(),
  oldest: (found: Message[]) => found,
  shuffled: (found: Message[]) => found.sort((a, b) => (a.id < b.id ? -1 : 1)),
};

function search(world: World, account: Account, asked: Page, direction: string | undefined): Message[] {
  const order = world.settings.classicOrder;
  const keep = (message: Message) => direction === undefined || message.direction === direction;
  const { log } = account.ledger;
  const found = log.view(`${order} ${direction}`, [asked.from, asked.to], keep, ARRANGE[order]);
  return found.slice(asked.offset, asked.offset + asked.size);
}

/** `GET /message` (a bare array, no total) and `GET /message/:id`. */
export function logRoutes(world: World): Hono<PlatformEnv> {
  const app = new Hono<PlatformEnv>();
  app.get('/message', (c) => {
    const { query } = c.env.request;
    const asked = page(world, query);
    if (typeof asked === 'string') return answer(classicError(400, asked));
    const { direction } = query;
    if (direction !== undefined && direction !== 'MO' && direction !== 'MT') {
      return answer(classicError(400, `direction: Invalid value: "${direction}"`));
    }
    return answer(search(world, c.var.account, asked, direction).map(record));
  });
  app.get('/message/:id', (c) => {
    const message = c.var.account.ledger.log.get(dashed(c.req.param('id')));
    return answer(message ? record(message) : classicError(404));
  });
  return app;
}
