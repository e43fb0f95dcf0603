import type { Message } from '../../src/api/message.ts';
import { readReceipts, receiptOf } from '../../src/api/receipt.ts';

const JSON_RECEIPT = {
  deliveryMessageId: 'AA11BB22CC33DD44EE55FF6600112233',
  batchId: 'BB11BB22CC33DD44EE55FF6600112233',
  clientReference: 'order-7',
  created: '2024-02-03T04:05:06.000+00:00',
  status: 'DELIVERED',
  statusCode: 1,
  parts: 2,
  hlr: null,
};

const RECEIPT = {
  id: 'AA11BB22CC33DD44EE55FF6600112233:DELIVERED:2024-02-03T04:05:06.000Z',
  message_id: 'AA11BB22CC33DD44EE55FF6600112233',
  batch_id: 'BB11BB22CC33DD44EE55FF6600112233',
  reference: 'order-7',
  status: 'DELIVERED',
  status_code: 1,
  outcome: 'delivered',
  is_final: true,
  part: null,
  parts: 2,
  received_at: '2024-02-03T04:05:06.000Z',
  hlr: null,
};

const XML =
  '<deliveryreceipt><created>2024-02-03T04:05:06.789Z</created><deliveryMessageId>0b0c</deliveryMessageId><clientReference>order &amp; 7</clientReference><status>DELIVERED</status><statusCode>1</statusCode><part>1</part><parts>1</parts></deliveryreceipt>';

const ENTITIES = XML.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

const XML_RECEIPT = {
  id: '0b0c:DELIVERED:2024-02-03T04:05:06.789Z',
  message_id: '0b0c',
  batch_id: null,
  reference: 'order & 7',
  status: 'DELIVERED',
  status_code: 1,
  outcome: 'delivered',
  is_final: true,
  part: 1,
  parts: 1,
  received_at: '2024-02-03T04:05:06.789Z',
  hlr: null,
};

const read = (parsed: unknown, raw?: unknown) => readReceipts({ parsed, raw });

describe('a Classic receipt', () => {
  test('is parsed', async () => {
    expect(await read(JSON_RECEIPT)).toEqual({ events: [RECEIPT], unread: 0 });
  });

  test('can be raw text', async () => {
    expect(await read(undefined, ` ${JSON.stringify(JSON_RECEIPT)}\n`)).toEqual({
      events: [RECEIPT],
      unread: 0,
    });
  });

  test('can be one of several', async () => {
    const failed = { ...JSON_RECEIPT, status: 'expired', statusCode: 3 };
    const { events } = await read([JSON_RECEIPT, failed]);
    expect(events).toEqual([
      RECEIPT,
      expect.objectContaining({ status: 'EXPIRED', outcome: 'failed', is_final: true, status_code: 3 }),
    ]);
  });

  test('does not affect others if it is unreadable', async () => {
    expect(await read([JSON_RECEIPT, { ...JSON_RECEIPT, status: null }, 'x', [JSON_RECEIPT]])).toEqual({
      events: [RECEIPT],
      unread: 3,
    });
  });

  test('reads missing values as null', async () => {
    const { events } = await read({ deliveryMessageId: 'AA', status: 'PARKED' });
    expect(events).toEqual([
      {
        id: 'AA:PARKED',
        message_id: 'AA',
        batch_id: null,
        reference: null,
        status: 'PARKED',
        status_code: null,
        outcome: 'pending',
        is_final: false,
        part: null,
        parts: null,
        received_at: null,
        hlr: null,
      },
    ]);
  });

  test('reads values of the wrong type as null, and keeps HLR data unchanged', async () => {
    const hlr = { mccmnc: '23430', ported: true };
    const { events } = await read([
      { ...JSON_RECEIPT, hlr, parts: 'many', batchId: {}, created: 'soon' },
      { ...JSON_RECEIPT, hlr: ['x'] },
    ]);
    expect(events).toEqual([
      {
        ...RECEIPT,
        id: 'AA11BB22CC33DD44EE55FF6600112233:DELIVERED',
        hlr,
        parts: null,
        batch_id: null,
        received_at: null,
      },
      RECEIPT,
    ]);
  });

  test('has a stable ID that differs by status and time', async () => {
    const variants = [
      JSON_RECEIPT,
      JSON_RECEIPT,
      { ...JSON_RECEIPT, status: 'ACCEPTED' },
      { ...JSON_RECEIPT, created: '2024-02-03T04:05:07.000+00:00' },
    ];
    const { events } = await read(variants);
    expect(new Set(events.map(({ id }) => id)).size).toBe(3);
  });
});

describe('an XML receipt', () => {
  test.each([
    ['in a parsed form', { xml: XML }, undefined],
    ['in a form that was not parsed', undefined, new URLSearchParams({ xml: XML }).toString()],
    ['in a form beside which something useless was parsed', {}, new URLSearchParams({ xml: XML }).toString()],
    ['as the body', undefined, XML],
    ['as the body, taken for text', XML, undefined],
    ['as the body, with a declaration', undefined, `<?xml version="1.0" encoding="UTF-8"?>\r\n${XML}`],
    ['in a form that encoded it twice', { xml: encodeURIComponent(XML) }, undefined],
    [
      'in a form whose blanks became plus signs too',
      { xml: encodeURIComponent(XML).replaceAll('%20', '+') },
      undefined,
    ],
    ['in a form with its markup as entities', { xml: ENTITIES }, undefined],
    ['as the body, with its markup as entities', undefined, ENTITIES],
    ['as the body, percent-encoded', undefined, encodeURIComponent(XML)],
    ['within a list', undefined, `<deliveryreceipts>${XML}</deliveryreceipts>`],
    [
      'made an object by the platform',
      {
        deliveryreceipt: {
          created: '2024-02-03T04:05:06.789Z',
          deliveryMessageId: '0b0c',
          clientReference: 'order & 7',
          status: 'DELIVERED',
          statusCode: '1',
          part: '1',
          parts: '1',
        },
      },
      undefined,
    ],
  ])('%s', async (_where, parsed, raw) => {
    expect(await read(parsed, raw)).toEqual({ events: [XML_RECEIPT], unread: 0 });
  });

  test('can be one of several documents or fields', async () => {
    const other = XML.replace('0b0c', '0d0e');
    const ids = ['0b0c', '0d0e'];
    for (const body of [{ xml: XML + other }, { xml: [XML, other] }]) {
      const { events } = await read(body);
      expect(events.map(({ message_id }) => message_id)).toEqual(ids);
    }
  });
});

describe('a message with several parts', () => {
  const [first, second] = [1, 2].map((part) => ({ ...JSON_RECEIPT, part }));

  test("gives each part's receipt a different ID", async () => {
    const { events } = await read([first, second, first]);
    expect(events.map(({ id, part, parts }) => [id, part, parts])).toEqual([
      [`${RECEIPT.id}:1`, 1, 2],
      [`${RECEIPT.id}:2`, 2, 2],
      [`${RECEIPT.id}:1`, 1, 2],
    ]);
  });
});

describe('invalid receipts', () => {
  test.each([
    ['nothing', undefined, undefined],
    ['an empty body', '', ''],
    ['an empty object', {}, '{}'],
    ['an empty list', [], '[]'],
    ['a number', 7, '7'],
    ['null', null, 'null'],
    ['a list of lists', [[[JSON_RECEIPT]]], undefined],
    ['an inbound message', { id: 'x', originator: '447700900123', body: 'Hi' }, undefined],
    ['an id that is an object', { ...JSON_RECEIPT, deliveryMessageId: { $ne: 1 } }, undefined],
    ['a status that is a number', { ...JSON_RECEIPT, status: 1 }, undefined],
    ['a blank status', { ...JSON_RECEIPT, status: ' ' }, undefined],
    ['half a JSON', undefined, JSON.stringify(JSON_RECEIPT).slice(0, 40)],
    ['half an XML', undefined, XML.slice(0, 80)],
    ['an XML of something else', { xml: '<receipt><status>DELIVERED</status></receipt>' }, undefined],
    ['a field xml that is no text', { xml: { a: 1 } }, undefined],
    ['HTML', undefined, '<!doctype html><html><body>Hello<br></body></html>'],
    ['a megabyte of rubbish', undefined, '%&=x'.repeat(250_000)],
    ['a raw body that is no text', undefined, { content: 'x' }],
  ])('returns no receipt for %s, and counts it', async (_what, parsed, raw) => {
    expect(await read(parsed, raw)).toEqual({ events: [], unread: 1 });
  });
});

test('converts a logged message to its receipt', () => {
  const message: Message = {
    id: 'AA',
    direction: 'outbound',
    originator: 'Bakery',
    recipient: '447700900123',
    body: 'Hi',
    status: 'DELIVERED',
    outcome: 'delivered',
    is_final: true,
    reference: 'order-7',
    campaign_id: null,
    route_id: null,
    parts: 1,
    cost: 0.037,
    currency: 'EUR',
    in_reply_to: null,
    created_at: '2024-02-03T04:05:00.000Z',
    updated_at: '2024-02-03T04:05:06.000Z',
  };
  expect(receiptOf(message)).toEqual({
    id: 'AA:DELIVERED:2024-02-03T04:05:06.000Z',
    message_id: 'AA',
    batch_id: null,
    reference: 'order-7',
    status: 'DELIVERED',
    status_code: null,
    outcome: 'delivered',
    is_final: true,
    part: null,
    parts: 1,
    received_at: '2024-02-03T04:05:06.000Z',
    hlr: null,
  });
});
