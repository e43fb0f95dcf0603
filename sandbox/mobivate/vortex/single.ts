import * as v from 'valibot';
import { check, filled, httpUrl } from '../../checks.ts';
import { isoTime } from '../../iso-time.ts';
import { countParts } from '../../parts.ts';
import type { Account } from '../accounts.ts';
import { msisdn, optionalFlag, optionalText, vortexOriginator } from '../checks.ts';
import { accept } from '../traffic.ts';
import type { World } from '../world.ts';
import { answers } from './answers.ts';
import { departure } from './schedule.ts';

const singleSms = v.object(
  {
    text: v.nullish(filled),
    body: v.nullish(filled),
    originator: vortexOriginator,
    recipient: msisdn,
    reference: optionalText,
    shortenUrls: optionalFlag,
    excludeOptouts: optionalFlag,
    scheduleDateTime: optionalText,
    callbackURL: v.nullish(httpUrl),
  },
  'Invalid JSON',
);

/**
 * `POST /send/single`. Clients may name the text `body`. The settings decide whether a message to an
 * opted-out recipient is refused (403) or dropped; `excludeOptouts: false` sends it anyway.
 */
export function sendSingle(world: World, account: Account, body: unknown): Response {
  const { done, failed } = answers(world);
  const { value: sms, problem } = check(singleSms, body);
  if (!sms) return failed(400, problem);
  const text = sms.text ?? sms.body;
  if (!text) return failed(400, 'text: may not be null');
  const at = departure(world, sms.scheduleDateTime);
  if (at === null) return failed(400, 'scheduleDateTime must be an ISO 8601 time in the future');
  const { ledger } = account;
  const isBlocked = ledger.optouts.has(sms.recipient) && sms.excludeOptouts !== false;
  if (isBlocked && world.settings.vortexOptouts === 'refuse') {
    return Response.json({ error: `Recipient is opted out: ${sms.recipient}` }, { status: 403 });
  }
  if (ledger.credit < countParts(text)) return failed(402);
  const message = accept(world, account, {
    ...sms,
    text,
    batchId: world.random.uuid(),
    at,
    shortenUrls: sms.shortenUrls ?? false,
    callbackUrl: sms.callbackURL,
    blocked: isBlocked,
  });
  if (world.settings.vortexSingleAnswer === 'proxied') {
    return Response.json({ ...sms, id: `proxied_${world.clock.now()}` });
  }
  return done({
    id: message.id,
    type: 'SingleSMS',
    originator: sms.originator,
    recipient: sms.recipient,
    text,
    reference: message.reference,
    scheduled: isoTime(at),
  });
}
