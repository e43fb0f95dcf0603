import { type BatchReport, type Fate, sendInBatches } from '@messaging/gateway/batches';
import type { Exchange } from './exchange.ts';
import { wordsOf } from './failures.ts';
import { readListing } from './lists.ts';
import { type Fields, firstText, msisdnOf, objectOf } from './shapes.ts';

/** A contact to create. Already validated. */
export interface NewContact {
  readonly mobile: string;
  readonly name: string;
  readonly email: string | undefined;
  readonly imageUrl: string | undefined;
  /** The user's value, or the ISO code of the number's country. The format is not documented. */
  readonly countryCode: string;
  readonly tagIds: readonly number[];
}

/** `sync`: Azeer creates the contacts before it responds. `async`: it creates them afterwards. */
export type Mode = 'sync' | 'async';

const MOST: Record<Mode, number> = { sync: 15, async: 1_000 };

export const modeFor = (count: number): Mode => (count <= MOST.sync ? 'sync' : 'async');

const wireContact = ({ mobile, name, email, imageUrl, countryCode, tagIds }: NewContact): Fields => ({
  platform_id: mobile,
  platform: 'whatsapp',
  profile_name: name,
  profile_display_name: name,
  country_code: countryCode,
  profile_email: email,
  image_url: imageUrl,
  ...(tagIds.length > 0 && { tags: tagIds }),
});

/** Records in the response that may report single contacts. The documented response has none. */
const recordsIn = (answer: unknown): Fields[] => {
  const top = objectOf(answer);
  const data = objectOf(top.data);
  return [answer, top.errors, top.failed, data.errors, data.failed].flatMap(
    (place) => readListing(place, 'contacts')?.records ?? [],
  );
};

const saysNo = (record: Fields): boolean =>
  record.success === false ||
  Boolean(record.error) ||
  /fail|error|invalid|reject/i.test(String(record.status));

/** The rows (by index) that the response reports as not created, with the reason. */
const leftOutOf = (answer: unknown, batch: readonly NewContact[]): Map<number, Fate> => {
  const indexes = new Map(batch.map(({ mobile }, index) => [mobile, index]));
  const leftOut = new Map<number, Fate>();
  for (const record of recordsIn(answer).filter(saysNo)) {
    const index = indexes.get(msisdnOf(firstText(record, 'platform_id', 'phone', 'mobile', 'to')) ?? '');
    const words = wordsOf(record).replace(/[.\s]+$/, '');
    const reason = `Azeer did not create this contact${words && ` ("${words}")`}. Check the fields of this row.`;
    if (index !== undefined) leftOut.set(index, { status: 'not_sent', reason });
  }
  return leftOut;
};

/** Creates contacts: up to 15 directly, more in the background with up to 1,000 per request. No request is retried. */
export const createContacts = <R extends NewContact>(
  exchange: Exchange,
  rows: readonly R[],
  remaining: () => number,
): Promise<BatchReport<R>> => {
  const mode = modeFor(rows.length);
  const create = (batch: readonly R[]) =>
    exchange(
      {
        method: 'POST',
        path: '/contact/create',
        json: { mode, contacts: batch.map(wireContact) },
        effect: 'changes',
      },
      (data) => ({ id: '', fates: leftOutOf(data, batch) }),
    );
  return sendInBatches(rows, { size: MOST[mode], send: create, remaining });
};
