import { countParts } from '../parts.ts';
import type { Account } from './accounts.ts';
import type { Message } from './log.ts';
import { optOut } from './optouts.ts';
import { hexId } from './receipts.ts';
import { logTime } from './times.ts';
import type { World } from './world.ts';

/** An inbound message. */
export interface Inbound {
  /** The sender's MSISDN. */
  from: string;
  text: string;
  /** The virtual number or short code. Defaults to the originator of the last message to `from`. */
  to?: string;
}

const VIRTUAL_NUMBER = '447700900800';
const OPT_OUT_WORDS = /^\s*(stop|stopall|unsubscribe|cancel|end|quit|optout|revoke)(\s+all)?\s*\.?\s*$/i;

/**
 * Receives a message: logs it as a reply to the last message to that number, opts the sender out if it is a
 * stop word, and, on Classic, posts it to the `incoming` webhook.
 */
export function receive(world: World, account: Account, { from, text, to }: Inbound): Message {
  const { ledger } = account;
  const answered = ledger.log.lastSentTo(from);
  const senderIsNumber = answered !== undefined && /^\d+$/.test(answered.originator);
  const now = world.clock.now();
  const message: Message = {
    id: world.random.uuid(),
    batchId: answered?.batchId ?? world.random.uuid(),
    direction: 'MO',
    originator: from,
    recipient: to ?? (senderIsNumber ? answered.originator : VIRTUAL_NUMBER),
    text,
    status: 'RECEIVED',
    reference: null,
    campaignId: null,
    routeId: null,
    inReplyTo: answered?.id ?? null,
    parts: countParts(text),
    cost: 0,
    currency: ledger.currency,
    createdAt: now,
    updatedAt: now,
    callbackUrl: null,
  };
  ledger.log.add(message);
  if (OPT_OUT_WORDS.test(text)) optOut(world, ledger, from, 'MO');
  if (account.platform === 'classic') announce(world, account, message, answered);
  return message;
}

function announce(world: World, account: Account, message: Message, answered: Message | undefined): void {
  const url = account.hooks.incoming;
  if (!url) return;
  world.deliveries.post(message.id, {
    url,
    kind: 'incoming',
    contentType: 'application/json',
    body: JSON.stringify({
      id: hexId(message.id),
      originator: message.originator,
      recipient: message.recipient,
      body: message.text,
      created: logTime(message.createdAt),
      inReplyTo: answered ? hexId(answered.id) : null,
      logicalMessageId: answered ? hexId(answered.batchId) : null,
      ownerUserId: account.ledger.userId,
    }),
  });
}
