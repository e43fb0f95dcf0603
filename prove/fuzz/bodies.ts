import fc from 'fast-check';
import { anyText, hugeText, TRAPS } from './words.ts';

/** A posted body as the platform passes it to a hook: parsed and raw. */
export interface Posted {
  readonly cleanedRequest: unknown;
  readonly rawRequest: unknown;
}

/** Field names that Mobivate uses, so that generated bodies pass the first checks. */
const NAMES = [
  'deliveryMessageId',
  'status',
  'statusCode',
  'batchId',
  'clientReference',
  'created',
  'parts',
  'hlr',
  'id',
  'originator',
  'recipient',
  'body',
  'inReplyTo',
  'logicalMessageId',
  'messageId',
  'url',
  'mobile',
  'clientRef',
  'iso2l',
  'xml',
  'deliveryreceipt',
  'deliverymessage',
  'click',
] as const;

const name = fc.oneof(
  { weight: 12, arbitrary: fc.constantFrom(...NAMES) },
  { weight: 2, arbitrary: fc.constantFrom(...TRAPS) },
  { weight: 1, arbitrary: fc.string({ maxLength: 8 }) },
);

const plainValue = fc.oneof(
  { weight: 6, arbitrary: anyText },
  {
    weight: 2,
    arbitrary: fc.constantFrom('DELIVERED', '447700900123', '2026-01-02T03:04:05Z', 'UK', 'STOP'),
  },
  fc.double(),
  fc.integer(),
  fc.boolean(),
  fc.constant(null),
);

/** Built from entries, so that `__proto__` becomes an own key as in parsed JSON. */
const objectOf = (entries: readonly (readonly [string, unknown])[]): object => Object.fromEntries(entries);

const value: fc.Arbitrary<unknown> = fc.letrec((tie) => ({
  value: fc.oneof(
    { maxDepth: 4, withCrossShrink: true },
    { weight: 5, arbitrary: plainValue },
    { weight: 2, arbitrary: fc.array(fc.tuple(name, tie('value')), { maxLength: 8 }).map(objectOf) },
    { weight: 1, arbitrary: fc.array(tie('value'), { maxLength: 5 }) },
  ),
})).value;

const record = fc.array(fc.tuple(name, value), { minLength: 1, maxLength: 10 }).map(objectOf);

const nested = fc
  .record({ open: fc.constantFrom('[', '{"a":', '[{"xml":'), depth: fc.integer({ min: 100, max: 20_000 }) })
  .map(({ open, depth }) => open.repeat(depth));

const jsonText = fc.oneof(
  {
    weight: 8,
    arbitrary: fc
      .oneof(record, fc.array(record, { maxLength: 5 }), value)
      .map((body) => JSON.stringify(body) ?? ''),
  },
  {
    weight: 2,
    arbitrary: fc.tuple(record, fc.nat()).map(([body, cut]) => JSON.stringify(body).slice(0, cut % 200)),
  },
  { weight: 1, arbitrary: nested },
);

const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');

const element = fc
  .record({
    tag: fc.oneof(
      fc.constantFrom('deliveryreceipt', 'deliverymessage', 'click'),
      fc.stringMatching(/^[a-z_]{1,9}$/),
    ),
    fields: fc.array(fc.tuple(fc.oneof(fc.constantFrom(...NAMES), fc.constantFrom(...TRAPS)), anyText), {
      maxLength: 8,
    }),
    isEscaped: fc.boolean(),
  })
  .map(({ tag, fields, isEscaped }) => {
    const inner = fields.map(([key, text]) => `<${key}>${isEscaped ? escaped(text) : text}</${key}>`);
    return `<${tag}>${inner.join('')}</${tag}>`;
  });

const oddXml = fc.constantFrom(
  '<!DOCTYPE a [<!ENTITY b "cccccccccc"><!ENTITY d "&b;&b;&b;&b;&b;&b;">]><a>&d;</a>',
  '<!DOCTYPE a SYSTEM "file:///etc/passwd"><a/>',
  '<?xml version="1.0"?><deliveryreceipt><![CDATA[x]]></deliveryreceipt>',
  `${'<a>'.repeat(20_000)}`,
  `${'<a>'.repeat(5_000)}${'</a>'.repeat(5_000)}`,
  '<deliveryreceipt a="1" a="2"/>',
  '<',
  '<>',
  '&#0;',
);

const xmlText = fc.oneof(
  { weight: 6, arbitrary: fc.array(element, { maxLength: 4 }).map((elements) => elements.join('')) },
  { weight: 2, arbitrary: fc.tuple(element, fc.nat()).map(([xml, cut]) => xml.slice(0, cut % 200)) },
  { weight: 1, arbitrary: oddXml },
);

const formOf = (fields: readonly (readonly [string, string])[]): string => {
  const form = new URLSearchParams();
  for (const [key, text] of fields) form.append(key, text);
  return form.toString();
};

const formText = fc.oneof(
  fc.array(fc.tuple(name, fc.oneof(anyText, xmlText)), { maxLength: 6 }).map((fields) => formOf(fields)),
  xmlText.map((xml) => `xml=${encodeURIComponent(xml.replace(/\p{Cs}/gu, ''))}`),
  fc.array(xmlText, { maxLength: 3 }).map((texts) => texts.map((xml) => `xml=${xml}`).join('&')),
);

const parsed = (content: string): unknown => {
  try {
    return JSON.parse(content);
  } catch {
    return content.includes('=') ? Object.fromEntries(new URLSearchParams(content)) : content;
  }
};

const asPosted = (content: string): Posted => ({
  cleanedRequest: parsed(content),
  rawRequest: { method: 'POST', headers: {}, querystring: '', content },
});

const usual = fc.oneof(
  { weight: 5, arbitrary: jsonText.map(asPosted) },
  { weight: 4, arbitrary: xmlText.map(asPosted) },
  { weight: 4, arbitrary: formText.map(asPosted) },
  { weight: 2, arbitrary: anyText.map(asPosted) },
  {
    weight: 2,
    arbitrary: fc.record({
      cleanedRequest: fc.option(value, { nil: undefined }),
      rawRequest: fc.option(value, { nil: undefined }),
    }),
  },
);

const huge = fc.oneof(
  hugeText.map(asPosted),
  hugeText.map((text) =>
    asPosted(JSON.stringify({ deliveryMessageId: text, status: text, body: text, originator: text })),
  ),
  hugeText.map((text) => asPosted(`<deliveryreceipt><status>${escaped(text)}</status></deliveryreceipt>`)),
  hugeText.map((text) => asPosted(`xml=${text}`)),
  fc
    .integer({ min: 1_000, max: 20_000 })
    .map((count) => asPosted(JSON.stringify(Array.from({ length: count }, () => ({ id: 1 }))))),
);

/** Arbitrary bodies, most of them malformed. One in 500 is huge. */
export const anyBody: fc.Arbitrary<Posted> = fc.oneof(
  { weight: 499, arbitrary: usual },
  { weight: 1, arbitrary: huge },
);
