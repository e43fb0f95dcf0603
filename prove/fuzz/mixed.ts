import fc from 'fast-check';
import type { Posted } from './bodies.ts';

/** For each hook trigger, builds a valid Mobivate notification with an id. */
const GOOD: Record<string, (id: string) => Record<string, unknown>> = {
  delivery_receipt: (id) => ({
    deliveryMessageId: id,
    status: 'DELIVERED',
    created: '2026-01-02T03:04:05.000+00:00',
  }),
  inbound_message: (id) => ({ id, originator: '447700900123', recipient: '447700900800', body: 'YES' }),
  link_click: (id) => ({ messageId: id, url: 'https://bakery.example.com/', mobile: '447700900123' }),
};

const ELEMENTS: Record<string, string> = {
  delivery_receipt: 'deliveryreceipt',
  inbound_message: 'deliverymessage',
  link_click: 'click',
};

/** The event field that holds the notification's id. */
export const ID_FIELDS: Record<string, string> = {
  delivery_receipt: 'message_id',
  inbound_message: 'id',
  link_click: 'message_id',
};

const junk: fc.Arbitrary<unknown> = fc.oneof(
  fc.constantFrom<unknown>(null, 0, '', 'x', [], {}, [[]], { xml: '<a' }, { status: '' }),
  fc.dictionary(fc.string({ maxLength: 5 }), fc.jsonValue({ maxDepth: 2 }), { maxKeys: 4 }),
);

const toXml = (element: string, record: Record<string, unknown>): string =>
  `<${element}>${Object.entries(record)
    .map(([key, value]) => `<${key}>${value}</${key}>`)
    .join('')}</${element}>`;

const posted = (content: string, cleanedRequest: unknown): Posted => ({
  cleanedRequest,
  rawRequest: { method: 'POST', headers: {}, querystring: '', content },
});

type Wrap = (
  records: readonly unknown[],
  good: readonly Record<string, unknown>[],
  element: string,
) => Posted;

/** Formats for several notifications in one body. Only JSON can have junk between them. */
const WRAPS: readonly Wrap[] = [
  (records) => posted(JSON.stringify(records), records),
  (records) => posted(JSON.stringify(records), undefined),
  (_, good, element) => posted(good.map((record) => toXml(element, record)).join('\n'), {}),
  (_, good, element) => {
    const xml = `<?xml version="1.0"?><all>${good.map((record) => toXml(element, record)).join('')}</all>`;
    return posted(new URLSearchParams({ xml }).toString(), { xml });
  },
];

/** A body with valid notifications and junk, and the ids of the valid ones. */
export interface Mixed {
  readonly body: Posted;
  readonly ids: readonly string[];
}

/** Valid notifications of a hook in any format. */
export const mixedBody = (hook: string): fc.Arbitrary<Mixed> =>
  fc
    .record({
      ids: fc.uniqueArray(fc.uuid(), { minLength: 1, maxLength: 5 }),
      others: fc.array(junk, { maxLength: 4 }),
      wrap: fc.constantFrom(...WRAPS),
      isJunkFirst: fc.boolean(),
    })
    .map(({ ids, others, wrap, isJunkFirst }) => {
      const good = ids.map((id) => GOOD[hook]?.(id) ?? {});
      const records = isJunkFirst ? [...others, ...good] : [...good, ...others];
      return { body: wrap(records, good, ELEMENTS[hook] ?? ''), ids };
    });
