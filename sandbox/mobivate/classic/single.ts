import * as v from 'valibot';
import { check, filled } from '../../checks.ts';
import { countParts } from '../../parts.ts';
import type { Account } from '../accounts.ts';
import { msisdn, optionalFlag, optionalText, originator } from '../checks.ts';
import { classicError } from '../errors.ts';
import { hexId } from '../receipts.ts';
import { accept } from '../traffic.ts';
import type { World } from '../world.ts';

const singleSms = v.object(
  {
    originator,
    recipient: msisdn,
    body: filled,
    routeId: filled,
    campaignId: optionalText,
    reference: optionalText,
    shortenUrls: optionalFlag,
  },
  'Invalid JSON',
);

function singleId(world: World, id: string): string {
  const { classicSingleId } = world.settings;
  if (classicSingleId === 'unrelated') return world.random.uuid();
  return classicSingleId === 'hex' ? hexId(id) : id;
}

/** `POST /send/single`: one message, now. Opted-out recipients are always refused. */
export function sendSingle(world: World, account: Account, body: unknown) {
  const { value: sms, problem } = check(singleSms, body);
  if (!sms) return classicError(400, problem);
  const { ledger } = account;
  if (ledger.optouts.has(sms.recipient)) return classicError(403, `Recipient is opted out: ${sms.recipient}`);
  if (ledger.credit < countParts(sms.body)) return classicError(402);
  const message = accept(world, account, {
    ...sms,
    batchId: world.random.uuid(),
    text: sms.body,
    at: world.clock.now(),
    shortenUrls: sms.shortenUrls ?? false,
  });
  return {
    id: singleId(world, message.id),
    originator: sms.originator,
    recipient: sms.recipient,
    body: sms.body,
    routeId: sms.routeId,
    reference: sms.reference ?? null,
    campaignId: sms.campaignId ?? null,
  };
}
