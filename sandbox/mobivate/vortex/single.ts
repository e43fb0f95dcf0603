import * as v from 'valibot';
import { check, filled, httpUrl } from '../../checks.ts';
import { isoTime } from '../../iso-time.ts';
import { countParts } from '../../parts.ts';
import type { Account } from '../accounts.ts';
import { msisdn, optionalFlag, optionalText, originator } from '../checks.ts';
import { accept } from '../traffic.ts';
import type { World } from '../world.ts';
import { answers } from './answers.ts';
import { departure } from './schedule.ts';

const singleSms = v.object(
  {
    text: filled,
    originator,
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
 * `POST /send/single`. To an opted-out recipient: with `excludeOptouts` it is refused (403), without it
 * the message is accepted and ends OPTED_OUT, and `excludeOptouts: false` sends it all the same.
 */
export function sendSingle(world: World, account: Account, body: unknown): Response {
  const { done, failed } = answers(world);
  const { value: sms, problem } = check(singleSms, body);
  if (!sms) return failed(400, problem);
  const at = departure(world, sms.scheduleDateTime);
  if (at === null) return failed(400, 'scheduleDateTime must be an ISO 8601 time in the future');
  const { ledger } = account;
  const optedOut = ledger.optouts.has(sms.recipient);
  if (optedOut && sms.excludeOptouts) {
    return Response.json({ error: `Recipient is opted out: ${sms.recipient}` }, { status: 403 });
  }
  if (ledger.credit < countParts(sms.text)) return failed(402);
  const message = accept(world, account, {
    ...sms,
    batchId: world.random.uuid(),
    at,
    shortenUrls: sms.shortenUrls ?? false,
    callbackUrl: sms.callbackURL,
    blocked: optedOut && sms.excludeOptouts !== false,
  });
  return done({
    id: message.id,
    type: 'SingleSMS',
    originator: sms.originator,
    recipient: sms.recipient,
    text: sms.text,
    reference: message.reference,
    scheduled: isoTime(at),
  });
}
