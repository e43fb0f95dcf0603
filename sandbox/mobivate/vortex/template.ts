import * as v from 'valibot';
import { check, filled } from '../../checks.ts';
import type { Account } from '../accounts.ts';
import { msisdn, optionalFlag, optionalText, vortexOriginator } from '../checks.ts';
import { fill } from '../placeholders.ts';
import type { World } from '../world.ts';
import { answers } from './answers.ts';
import { bulkOptions, sendBulk } from './bulk.ts';

const templateSms = v.object(
  {
    ...bulkOptions,
    templateID: filled,
    originator: v.nullish(vortexOriginator),
    recipients: v.pipe(
      v.array(
        v.object({
          recipient: msisdn,
          reference: optionalText,
          language: optionalText,
          meta: v.nullish(v.record(v.string(), v.unknown())),
        }),
      ),
      v.minLength(1, 'may not be empty'),
    ),
    excludeOptOuts: optionalFlag,
    excludeOptouts: optionalFlag,
  },
  'Invalid JSON',
);

/** `POST /send/template`. Uses the template's first language if it lacks the requested one. */
export function sendTemplate(world: World, account: Account, body: unknown): Response {
  const { failed } = answers(world);
  const { value: sms, problem } = check(templateSms, body);
  if (!sms) return failed(400, problem);
  const template = account.ledger.templates.find(({ id }) => id === sms.templateID);
  if (!template) return failed(404, 'Template not found');
  const [usual = ''] = Object.values(template.texts);
  const items = sms.recipients.map((one) => ({
    originator: sms.originator ?? template.originator,
    recipient: one.recipient,
    text: fill(template.texts[one.language ?? ''] ?? usual, one.meta),
    reference: one.reference ?? null,
  }));
  return sendBulk(world, account, items, sms, sms.excludeOptOuts ?? sms.excludeOptouts);
}
