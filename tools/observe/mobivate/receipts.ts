import { type Claim, judge, Unclear } from '../claim.ts';
import type { Look } from '../look.ts';
import { grouped, timeOf } from '../values.ts';
import { keyOf, type Notice, readNotice } from './deliveries.ts';

const FLIGHT: ReadonlySet<unknown> = new Set([
  'CREATED',
  'SENT',
  'ACCEPTED',
  'ENROUTE',
  'SCHEDULED',
  'SUBMITTED',
]);

export const isFinal = (status: unknown): boolean => !FLIGHT.has(String(status).toUpperCase());

/** The receipts that have arrived. */
export const receipts = (look: Look): Notice[] => look.arrivals('receipt', 'receipt').map(readNotice);

const byMessage = (notices: readonly Notice[]): Notice[][] =>
  grouped(notices, ({ fields }) => String(fields.deliveryMessageId));

const repeats = (notices: readonly Notice[]): Notice[][] =>
  grouped(notices, keyOf).filter(({ length }) => length > 1);

const SIGNATURE = /signature|hmac|digest|x-mobivate/;

const CODES: Readonly<Record<string, number>> = { DELIVERED: 1, ACCEPTED: 2, EXPIRED: 3, DELETED: 4 };

/** Claims about receipts on either platform. */
export const receiptClaims = (platform: 'classic' | 'vortex', source: string): readonly Claim[] => [
  {
    id: `${platform}-receipt-reference`,
    says: '`clientReference` of a receipt is the `reference` of the send.',
    source,
    sure: platform === 'vortex' ? 'seen' : 'documented',
    uses: 'New Delivery Receipt: its reference, and the filter on it.',
    by: 'listen',
    how: 'Send with a reference and wait for the receipt.',
    check: async (look) => {
      const references = receipts(look).map(({ fields }) => String(fields.clientReference ?? ''));
      if (look.scene.sent.count === 0) throw new Unclear('nothing was sent');
      const own = references.filter((reference) => reference.startsWith(look.scene.mark));
      return judge(
        own.length > 0,
        `${own.length} of ${references.length} receipts carry a reference of this run`,
      );
    },
  },
  {
    id: `${platform}-receipt-once`,
    says: 'Each status of a message is reported once.',
    source: 'no source mentions it',
    sure: 'unknown',
    uses: 'Nothing: the id of a receipt is made of message and status, so Zapier drops the second one.',
    by: 'listen',
    how: 'Compare the receipts that came, except the one that was answered with an error.',
    check: async (look) => {
      const notices = receipts(look);
      const refused = new Set(notices.filter(({ arrival }) => arrival.answered >= 300).map(keyOf));
      const twice = repeats(notices.filter((notice) => !refused.has(keyOf(notice))));
      if (notices.every((notice) => refused.has(keyOf(notice)))) throw new Unclear('only one receipt came');
      return judge(twice.length === 0, `${notices.length} receipts, ${twice.length} of them more than once`);
    },
  },
  {
    id: `${platform}-receipt-repeated`,
    says: 'A receipt that is answered with an error is not posted again.',
    source: 'no source mentions it',
    sure: 'unknown',
    uses: 'Nothing. A receipt that Zapier could not take is lost if this holds; Updated Message Status finds it in the log.',
    by: 'listen',
    how: 'Answer the first receipt with 500 and wait.',
    check: async (look) => {
      const notices = receipts(look);
      const [refused] = notices.filter(({ arrival }) => arrival.answered === 500);
      if (!refused) throw new Unclear('no receipt was answered with 500');
      const others = repeats(notices).filter(([first]) => first && keyOf(first) !== keyOf(refused));
      if (others.length > 0) throw new Unclear('receipts come twice anyway');
      const times = notices.filter((notice) => keyOf(notice) === keyOf(refused)).length;
      return judge(times === 1, `it came ${times === 1 ? 'once' : `${times} times`}`);
    },
  },
  {
    id: `${platform}-receipt-order`,
    says: 'Nothing is reported of a message after its last status.',
    source: 'no source mentions it',
    sure: 'unknown',
    uses: 'Send SMS that waits for delivery continues at the first receipt, and a filter on the last one may see an earlier status afterwards.',
    by: 'listen',
    how: 'Compare the receipts of each message in the order in which they came.',
    check: async (look) => {
      const groups = byMessage(receipts(look)).filter(({ length }) => length > 1);
      if (groups.length === 0) throw new Unclear('no message had more than one receipt');
      const late = groups.filter((group) => {
        const end = group.findIndex(({ fields }) => isFinal(fields.status));
        return end >= 0 && group.slice(end).some(({ fields }) => !isFinal(fields.status));
      });
      return judge(
        late.length === 0,
        `${late.length} of ${groups.length} messages had a receipt after the last one`,
      );
    },
  },
  {
    id: `${platform}-receipt-per-message`,
    says: 'A message of several parts has one receipt for each status, not one for each part.',
    source: 'a public client counts receipts by part',
    sure: 'inferred',
    uses: 'New Delivery Receipt: with one receipt a part, a Zap runs once a part; `part` is in its output and in its id.',
    by: 'listen',
    how: 'Send a message of two parts and wait for its receipts.',
    check: async (look) => {
      const long = receipts(look).filter(({ fields }) => Number(fields.parts) > 1);
      if (long.length === 0) throw new Unclear('no receipt of a message of several parts came');
      const parts = grouped(long, ({ fields }) => `${fields.deliveryMessageId} ${fields.status}`).map(
        (group) => new Set(group.map(({ fields }) => fields.part)).size,
      );
      return judge(
        parts.every((count) => count === 1),
        `${Math.max(...parts)} receipts with different parts for one status`,
      );
    },
  },
  {
    id: `${platform}-receipt-codes`,
    says: '`statusCode` is 1 for DELIVERED, 2 for ACCEPTED, 3 for EXPIRED and 4 for DELETED.',
    source: 'wiki, Delivery receipt notification',
    sure: 'documented',
    uses: 'Nothing: the code is passed on, and the outcome comes from the word.',
    by: 'listen',
    how: 'Compare words and codes of the receipts.',
    check: async (look) => {
      const pairs = receipts(look)
        .map(({ fields }) => [String(fields.status).toUpperCase(), Number(fields.statusCode)] as const)
        .filter(([status]) => Object.hasOwn(CODES, status));
      if (pairs.length === 0) throw new Unclear('no receipt with one of these words came');
      return judge(
        pairs.every(([status, code]) => CODES[status] === code),
        [...new Set(pairs.map((pair) => pair.join(' ')))].join(', '),
      );
    },
  },
  {
    id: `${platform}-receipt-time`,
    says:
      platform === 'classic'
        ? '`created` of a receipt is written like `2024-02-03T04:05:06.000+00:00`.'
        : '`created` of a receipt is written like `2024-02-03T04:05:06.789Z`.',
    source,
    sure: platform === 'classic' ? 'documented' : 'seen',
    uses: 'The time of receipts: the app reads any offset; a time in another form comes out as null.',
    by: 'listen',
    how: 'Look at the receipts.',
    check: async (look) => {
      const form = platform === 'classic' ? /\.\d{3}[+-]\d\d:\d\d$/ : /\.\d{3}Z$/;
      const written = receipts(look).map(({ fields }) => String(fields.created));
      const holds = written.every((time) => form.test(time) && !Number.isNaN(timeOf(time)));
      return judge(holds, [...new Set(written.map((time) => time.replace(/\d/g, '9')))].join(' and '));
    },
  },
  {
    id: `${platform}-receipt-unsigned`,
    says: 'Receipts carry no signature.',
    source: 'no document names one',
    sure: 'inferred',
    uses: 'Nothing. With a signature the app could tell who posts.',
    by: 'listen',
    how: 'Look at the headers of the receipts.',
    check: async (look) => {
      const names = receipts(look).flatMap(({ arrival }) =>
        Object.keys(arrival.headers).filter((name) => SIGNATURE.test(name)),
      );
      return judge(
        names.length === 0,
        names.length === 0 ? 'no such header' : [...new Set(names)].join(', '),
      );
    },
  },
];
