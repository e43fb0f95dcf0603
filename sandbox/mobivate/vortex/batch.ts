import * as v from 'valibot';
import { check, filled } from '../../checks.ts';
import type { Account } from '../accounts.ts';
import { msisdn, optionalFlag, optionalText, vortexOriginator } from '../checks.ts';
import { fill } from '../placeholders.ts';
import type { World } from '../world.ts';
import { answers } from './answers.ts';
import { type BulkItem, bulkOptions, sendBulk } from './bulk.ts';

const meta = v.nullish(v.record(v.string(), v.unknown()));
const mailingList = v.object({
  recipient: v.pipe(v.string(), v.uuid()),
  meta: v.object({ type: v.literal('mailinglist') }),
});
const person = v.object({
  recipient: msisdn,
  reference: optionalText,
  originator: v.nullish(vortexOriginator),
  text: v.nullish(filled),
  meta,
});
const batchSms = v.object(
  {
    ...bulkOptions,
    recipients: v.pipe(v.array(v.unknown()), v.minLength(1, 'may not be empty')),
    text: v.nullish(filled),
    originator: v.nullish(vortexOriginator),
    excludeOptOuts: optionalFlag,
    excludeOptouts: optionalFlag,
  },
  'Invalid JSON',
);

type Batch = v.InferOutput<typeof batchSms>;

function expand(account: Account, batch: Batch, given: unknown): BulkItem[] | string {
  const list = check(mailingList, given).value;
  if (list) {
    const group = account.ledger.groups.find(({ id }) => id === list.recipient);
    if (!group) return `Mailing list not found: ${list.recipient}`;
    return itemsOf(
      batch,
      group.msisdns.map((recipient) => ({ recipient })),
    );
  }
  const { value, problem } = check(person, typeof given === 'string' ? { recipient: given } : given);
  return value ? itemsOf(batch, [value]) : problem;
}

function itemsOf(batch: Batch, people: Partial<v.InferOutput<typeof person>>[]): BulkItem[] | string {
  const items: BulkItem[] = [];
  for (const one of people) {
    const text = one.text ?? batch.text;
    const sender = one.originator ?? batch.originator;
    if (!text) return 'text: may not be null';
    if (!sender) return 'originator: may not be null';
    items.push({
      originator: sender,
      recipient: one.recipient ?? '',
      text: fill(text, one.meta),
      reference: one.reference ?? null,
    });
  }
  return items;
}

/** `POST /send/batch`. Reads the opt-out flag in the spelling that the settings name. */
export function sendBatch(world: World, account: Account, body: unknown): Response {
  const { failed } = answers(world);
  const { value: batch, problem } = check(batchSms, body);
  if (!batch) return failed(400, problem);
  const items: BulkItem[] = [];
  for (const [index, given] of batch.recipients.entries()) {
    const expanded = expand(account, batch, given);
    if (typeof expanded === 'string') return failed(400, `recipients.${index}.${expanded}`);
    items.push(...expanded);
  }
  return sendBulk(world, account, items, batch, batch[world.settings.vortexBatchOptoutFlag]);
}
