import * as v from 'valibot';
import { check, filled } from '../../checks.ts';
import type { Account } from '../accounts.ts';
import { optionalFlag, vortexOriginator } from '../checks.ts';
import { fill } from '../placeholders.ts';
import type { World } from '../world.ts';
import { answers } from './answers.ts';
import { bulkOptions, sendBulk } from './bulk.ts';

const aliasSms = v.object(
  {
    ...bulkOptions,
    recipients: v.pipe(v.array(filled), v.minLength(1, 'may not be empty')),
    text: filled,
    originator: vortexOriginator,
    excludeOptouts: optionalFlag,
  },
  'Invalid JSON',
);

/** `POST /send/alias`: to contacts by their alias. Unknown aliases are ignored. */
export function sendAlias(world: World, account: Account, body: unknown): Response {
  const { failed } = answers(world);
  const { value: sms, problem } = check(aliasSms, body);
  if (!sms) return failed(400, problem);
  const items = sms.recipients.flatMap((alias) =>
    account.ledger.contacts
      .filter((contact) => contact.alias === alias)
      .map((contact) => ({
        originator: sms.originator,
        recipient: contact.msisdn,
        text: fill(sms.text, { alias, msisdn: contact.msisdn, ...contact.meta }),
        reference: null,
      })),
  );
  return sendBulk(world, account, items, sms, sms.excludeOptouts);
}
