import { countParts } from '../parts.ts';
import type { Account } from './accounts.ts';
import type { Message } from './log.ts';
import { outcomeFor } from './outcomes.ts';
import { formReceipt, jsonReceipt } from './receipts.ts';
import type { World } from './world.ts';

/** An accepted message. `at` is its send time, in epoch milliseconds. */
export interface Draft {
  batchId: string;
  originator: string;
  recipient: string;
  text: string;
  at: number;
  reference?: string | null | undefined;
  campaignId?: string | null | undefined;
  routeId?: string | null | undefined;
  shortenUrls?: boolean | undefined;
  callbackUrl?: string | null | undefined;
  /** The recipient has opted out, but the request did not exclude opted-out recipients. */
  blocked?: boolean;
}

/** The price of `parts` parts, rounded to four decimals. */
export function priceOf(parts: number, price: number): number {
  return Math.round(parts * price * 10_000) / 10_000;
}

function newMessage(world: World, account: Account, draft: Draft, text: string): Message {
  const now = world.clock.now();
  const parts = countParts(text);
  return {
    id: world.random.uuid(),
    batchId: draft.batchId,
    direction: 'MT',
    originator: draft.originator,
    recipient: draft.recipient,
    text,
    status: draft.at > now ? 'SCHEDULED' : 'CREATED',
    reference: draft.reference ?? null,
    campaignId: draft.campaignId ?? null,
    routeId: draft.routeId ?? null,
    inReplyTo: null,
    parts,
    cost: priceOf(parts, account.ledger.price),
    currency: account.ledger.currency,
    createdAt: now,
    updatedAt: now,
    callbackUrl: draft.callbackUrl ?? account.receiptUrl,
  };
}

/** Adds a message to the account's log, and schedules its status changes. */
export function accept(world: World, account: Account, draft: Draft): Message {
  const short = draft.shortenUrls ? world.links.shorten(draft.text) : null;
  const message = newMessage(world, account, draft, short?.text ?? draft.text);
  if (short) world.links.attach(short.targets, account, message);
  account.ledger.log.add(message);
  account.ledger.credit -= message.parts;
  if (draft.at > message.createdAt) {
    world.clock.at(draft.at, () => depart(world, account, message, draft.blocked ?? false));
  } else {
    depart(world, account, message, draft.blocked ?? false);
  }
  return message;
}

/** Ends a message to an opted-out recipient, without a charge or a receipt. */
function drop(world: World, { ledger }: Account, message: Message): void {
  ledger.credit += message.parts;
  Object.assign(message, { status: 'OPTED_OUT', parts: 0, cost: 0, updatedAt: world.clock.now() });
  ledger.log.touch();
}

function depart(world: World, account: Account, message: Message, blocked: boolean): void {
  if (blocked) {
    drop(world, account, message);
    return;
  }
  message.status = 'CREATED';
  const { clock, settings } = world;
  const outcome = outcomeFor(world.endings.get(message.recipient) ?? message.recipient);
  const inFlight = account.platform === 'classic' ? 'ACCEPTED' : 'SENT';
  const report = (status: string) => {
    message.status = status;
    message.updatedAt = clock.now();
    account.ledger.log.touch();
    return () => outcome.receipts && sendReceipt(world, account, message, status, message.updatedAt);
  };
  const start = clock.now();
  let heldBack: (() => void) | undefined;
  clock.at(start + settings.carrierAfterMs, () => {
    const send = report(inFlight);
    if (settings.reorderReceipts && outcome.status !== null) heldBack = send;
    else send();
  });
  const last = outcome.status;
  if (last === null) return;
  clock.at(start + settings.finalAfterMs, () => {
    report(last)();
    heldBack?.();
  });
}

function sendReceipt(world: World, account: Account, message: Message, status: string, time: number): void {
  const classic = account.platform === 'classic';
  const url = classic ? account.hooks.receipt : message.callbackUrl;
  if (!url) return;
  const { classicReceipts, receiptsPerPart, xmlEncodedTwice, duplicateReceipts } = world.settings;
  const isJson = classic && classicReceipts === 'json';
  const parts = receiptsPerPart ? Array.from({ length: message.parts }, (_, index) => index + 1) : [null];
  for (const part of parts) {
    const receipt = { message, status, time, part };
    const delivery = {
      url,
      kind: 'receipt' as const,
      contentType: isJson ? 'application/json' : 'application/x-www-form-urlencoded',
      body: isJson ? jsonReceipt(receipt) : formReceipt(receipt, classic, xmlEncodedTwice),
    };
    world.deliveries.post(message.id, delivery);
    if (duplicateReceipts) world.deliveries.post(message.id, delivery);
  }
}
