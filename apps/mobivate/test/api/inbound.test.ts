import { inboundOf, readInbound } from '../../src/api/inbound.ts';
import type { Message } from '../../src/api/message.ts';

const POSTED = {
  id: 'CC11BB22CC33DD44EE55FF6600112233',
  originator: '447700900123',
  recipient: '447700900800',
  body: ' Yes, please \u{1F382}',
  created: '2024-02-03T04:05:06+0000',
  inReplyTo: 'AA11BB22CC33DD44EE55FF6600112233',
  logicalMessageId: 'BB11BB22CC33DD44EE55FF6600112233',
  ownerUserId: 'DD11BB22CC33DD44EE55FF6600112233',
};

const INBOUND = {
  id: 'CC11BB22CC33DD44EE55FF6600112233',
  originator: '447700900123',
  recipient: '447700900800',
  body: ' Yes, please \u{1F382}',
  keyword: 'YES',
  is_stop: false,
  is_start: false,
  received_at: '2024-02-03T04:05:06.000Z',
  in_reply_to: 'AA11BB22CC33DD44EE55FF6600112233',
  batch_id: 'BB11BB22CC33DD44EE55FF6600112233',
  owner_user_id: 'DD11BB22CC33DD44EE55FF6600112233',
};

const read = (parsed: unknown, raw?: unknown) => readInbound({ parsed, raw });

test('reads an inbound message with its text unchanged', async () => {
  expect(await read(POSTED)).toEqual({ events: [INBOUND], unread: 0 });
});

test.each([
  ['STOP', true, false],
  ['stop all.', true, false],
  ['Stop by at noon', false, false],
  ['UNSTOP', false, true],
  ['start', false, true],
  ['yes', false, false],
])('%s', async (body, isStop, isStart) => {
  const { events } = await read({ ...POSTED, body });
  expect(events).toMatchObject([{ is_stop: isStop, is_start: isStart }]);
});

test('reads an empty text as null', async () => {
  expect(await read({ ...POSTED, body: '' })).toMatchObject({ events: [{ body: null, keyword: null }] });
});

test('reads a form whose text has a brace', async () => {
  const raw = 'originator=447700900123&body=See+%7Byou%7D+{there}';
  expect(await read(undefined, raw)).toMatchObject({ events: [{ body: 'See {you} {there}' }], unread: 0 });
});

test('reads a document next to invalid data', async () => {
  const xml = '<deliverymessage><originator>447700900123</originator></deliverymessage>';
  expect(await read({ xml: [xml, 42] })).toMatchObject({
    events: [{ originator: '447700900123' }],
    unread: 0,
  });
});

test('reads missing values as null', async () => {
  const { events } = await read({ id: 'x', originator: '447700900123', inReplyTo: '', ownerUserId: {} });
  expect(events).toEqual([
    {
      id: 'x',
      originator: '447700900123',
      recipient: null,
      body: null,
      keyword: null,
      is_stop: false,
      is_start: false,
      received_at: null,
      in_reply_to: null,
      batch_id: null,
      owner_user_id: null,
    },
  ]);
});

test('gives a message without an ID a stable one', async () => {
  const { id, ...anonymous } = POSTED;
  const { events } = await read([anonymous, anonymous, { ...anonymous, body: 'No' }]);
  const [first, again, other] = events.map((event) => event.id);
  expect(first).toMatch(/^[0-9a-f]{32}$/);
  expect(again).toBe(first);
  expect(other).not.toBe(first);
});

test('keeps all digits of numbers', async () => {
  const { events } = await read({ ...POSTED, id: 17, originator: 447700900123, recipient: 60777, body: 42 });
  expect(events).toMatchObject([{ id: '17', originator: '447700900123', recipient: '60777', body: '42' }]);
});

test('reads XML', async () => {
  const xml =
    '<deliverymessage><created>2024-02-03T04:05:06Z</created><id>x1</id><body> A &amp; B </body><inReplyTo/><logicalMessageId>b1</logicalMessageId><originator>447700900123</originator><recipient>60777</recipient></deliverymessage>';
  expect(await read({ xml })).toEqual({
    events: [
      {
        id: 'x1',
        originator: '447700900123',
        recipient: '60777',
        body: ' A & B ',
        keyword: 'A',
        is_stop: false,
        is_start: false,
        received_at: '2024-02-03T04:05:06.000Z',
        in_reply_to: null,
        batch_id: 'b1',
        owner_user_id: null,
      },
    ],
    unread: 0,
  });
});

test.each([
  ['a receipt', { deliveryMessageId: 'x', status: 'DELIVERED' }],
  ['no originator', { ...POSTED, originator: undefined }],
  ['an empty originator', { ...POSTED, originator: '' }],
  ['an originator that is a list', { ...POSTED, originator: ['447700900123'] }],
  ['a body that is an object', { ...POSTED, body: { text: 'Hi' } }],
])('does not read %s as an inbound message', async (_what, body) => {
  expect(await read(body)).toEqual({ events: [], unread: 1 });
});

test("converts a message from the log to the webhook's format", () => {
  const message: Message = {
    id: 'x',
    direction: 'inbound',
    originator: '447700900123',
    recipient: '447700900800',
    body: 'Stop',
    status: 'RECEIVED',
    outcome: 'pending',
    is_final: false,
    reference: null,
    campaign_id: null,
    route_id: null,
    parts: 1,
    cost: 0,
    currency: 'EUR',
    in_reply_to: 'y',
    created_at: '2024-02-03T04:05:06.000Z',
    updated_at: '2024-02-03T04:05:06.000Z',
  };
  expect(inboundOf(message)).toEqual({
    id: 'x',
    originator: '447700900123',
    recipient: '447700900800',
    body: 'Stop',
    keyword: 'STOP',
    is_stop: true,
    is_start: false,
    received_at: '2024-02-03T04:05:06.000Z',
    in_reply_to: 'y',
    batch_id: null,
    owner_user_id: null,
  });
});
