import { basic, call, PERSON, useSandbox } from './support.ts';

const sandbox = useSandbox();

const message = (more: object = {}) => ({ content: 'Hello', destination_number: PERSON, ...more });
const send = (...messages: object[]) => call(sandbox(), 'POST', '/v1/messages', { messages });
const look = (id: string) => call(sandbox(), 'GET', `/v1/messages/${id}`);
const cancel = (id: string, body: object = { status: 'cancelled' }) =>
  call(sandbox(), 'PUT', `/v1/messages/${id}`, body);

const HOUR = 3_600_000;
const inHours = (hours: number) => new Date(sandbox().clock.now() + hours * HOUR).toISOString();

test('takes messages, each with an id and a status', async () => {
  const { status, body } = await send(message({ metadata: { booking: '7719' } }), message());
  expect(status).toBe(202);
  expect(body.messages).toEqual([
    {
      message_id: expect.stringMatching(/^[0-9a-f-]{36}$/),
      status: 'queued',
      format: 'SMS',
      content: 'Hello',
      destination_number: PERSON,
      source_number: '+61491570110',
      delivery_report: false,
      metadata: { booking: '7719' },
    },
    expect.objectContaining({ metadata: {} }),
  ]);
});

test.each([
  ['no content', { content: '' }, '/messages/1/content: must not be empty'],
  ['a content of 5,001 characters', { content: 'a'.repeat(5001) }, '/messages/1/content: must be at most'],
  ['a number of letters', { destination_number: 'abc' }, '/messages/1/destination_number: International'],
  ['a time that is none', { scheduled: 'tomorrow' }, '/messages/1/scheduled: must be an ISO 8601'],
  [
    'a value of 257 characters',
    { metadata: { k: 'v'.repeat(257) } },
    '/messages/1/metadata/k: must be at most',
  ],
  ['an MMS without media', { format: 'MMS' }, '/messages/1/media: must not be empty for MMS'],
  ['media of an SMS', { media: ['https://a.example/b.png'] }, '/messages/1/media: only for MMS'],
  ['a field nobody knows', { rich_link: {} }, '/messages/1/rich_link: '],
])('refuses all messages for one with %s, and names it', async (_name, wrong, detail) => {
  const { status, body } = await send(message(), message(wrong));
  expect(status).toBe(400);
  expect(body.details[0]).toContain(detail);
  expect(sandbox().accounts.basic.ledger.messages).toHaveLength(0);
});

test('refuses eleven pairs of metadata', async () => {
  const metadata = Object.fromEntries(Array.from({ length: 11 }, (_, index) => [`k${index}`, 'v']));
  expect((await send(message({ metadata }))).body.details).toEqual([
    '/messages/0/metadata: must have at most 10 pairs',
  ]);
});

test('can leave open which row is wrong', async () => {
  sandbox().settings.namesRows = false;
  expect((await send(message({ content: '' }))).body.details).toEqual(['Failed to parse message body.']);
});

test.each([
  ['101 messages', { messages: Array.from({ length: 101 }, () => message()) }],
  ['no messages', { messages: [] }],
  ['something else', { hello: 1 }],
])('refuses %s', async (_name, body) => {
  expect((await call(sandbox(), 'POST', '/v1/messages', body)).status).toBe(400);
});

test('refuses an MMS of an account without the feature', async () => {
  const mms = message({ format: 'MMS', media: ['https://a.example/b.png'] });
  const headers = basic(sandbox().accounts.bare);
  expect((await call(sandbox(), 'POST', '/v1/messages', { messages: [mms] }, headers)).status).toBe(403);
});

test.each([
  ['61491570156', 'delivered'],
  ['61491570901', 'failed'],
  ['61491570902', 'rejected'],
  ['61491570903', 'expired'],
  ['61491570920', 'submitted'],
])('a message to %s ends %s', async (number, status) => {
  const { body } = await send(message({ destination_number: number }));
  sandbox().clock.advance(10_000);
  expect((await look(body.messages[0].message_id)).body).toMatchObject({ status });
});

test('rejects a message to an opted-out recipient', async () => {
  sandbox().accounts.basic.ledger.optouts.add(PERSON);
  await send(message());
  sandbox().clock.advance(10_000);
  expect(sandbox().accounts.basic.ledger.messages[0]).toMatchObject({ status: 'rejected', statusCode: 302 });
});

test('keeps a scheduled message until its time', async () => {
  const { body } = await send(message({ scheduled: inHours(2), message_expiry_timestamp: inHours(3) }));
  const [{ message_id, status }] = body.messages;
  expect(status).toBe('scheduled');
  sandbox().clock.advance(HOUR);
  expect((await look(message_id)).body.status).toBe('scheduled');
  sandbox().clock.advance(2 * HOUR);
  expect((await look(message_id)).body.status).toBe('delivered');
});

test('cancels a scheduled message, which then never leaves', async () => {
  const { body } = await send(message({ scheduled: inHours(2) }));
  const [{ message_id }] = body.messages;
  expect(await cancel(message_id)).toMatchObject({ status: 200, body: '' });
  sandbox().clock.advance(3 * HOUR);
  expect((await look(message_id)).body.status).toBe('cancelled');
});

test('does not cancel a message that has left, nor one that is not there', async () => {
  const { body } = await send(message());
  const [{ message_id }] = body.messages;
  expect((await cancel(message_id)).status).toBe(400);
  expect((await cancel(message_id, { status: 'delivered' })).status).toBe(400);
  expect((await cancel('nothing')).status).toBe(404);
  expect((await look('nothing')).status).toBe(404);
});

describe('reporting detail', () => {
  const detail = (more: object = {}) =>
    call(sandbox(), 'POST', '/v2-preview/reporting/messages/detail', {
      start_date: inHours(-2),
      end_date: inHours(1),
      ...more,
    });

  test('gives pages of 100, newest first', async () => {
    sandbox().seedMessages(sandbox().accounts.basic, 150);
    const first = (await detail()).body;
    const second = (await detail({ page: 1 })).body;
    expect(first.messages).toHaveLength(100);
    expect(first.pagination).toEqual({ page: 0, page_size: 100, has_next: true });
    expect(second.messages).toHaveLength(50);
    expect(second.pagination.has_next).toBe(false);
    expect(first.messages[0].content).toBe('Message 150');
    sandbox().settings.reportOrder = 'oldest';
    expect((await detail()).body.messages[0].content).toBe('Message 1');
  });

  test.each([
    ['direction', { direction: 'inbound' }, 1],
    ['metadata', { metadata_key: 'reference', metadata_value: 'order-1' }, 2],
    ['a list of values', { metadata_key: 'reference', metadata_values: ['order-2'] }, 0],
    ['a key alone', { metadata_key: 'reference' }, 2],
    ['a key nobody used', { metadata_key: 'nothing' }, 0],
    ['destination without plus', { destination: '61491570156' }, 1],
    ['several sources', { sources: [PERSON, 'Bakery'] }, 1],
    ['status', { status: ['delivered'] }, 1],
    ['opt-outs', { opt_out: true }, 0],
    ['media', { mms_media: false }, 2],
    ['channel', { channels: ['MMS'] }, 0],
    ['account', { accounts: ['nobody'] }, 0],
  ])('filters by %s', async (_name, filter, count) => {
    await send(message({ metadata: { reference: 'order-1' } }));
    sandbox().clock.advance(10_000);
    sandbox().inbound(sandbox().accounts.basic, { from: PERSON, text: 'Yes' });
    expect((await detail(filter)).body.messages).toHaveLength(count);
  });

  test('shows messages of sub-accounts too', async () => {
    const headers = { ...basic(sandbox().accounts.basic), Account: 'Child1' };
    await call(sandbox(), 'POST', '/v1/messages', { messages: [message()] }, headers);
    expect((await detail()).body.messages).toMatchObject([{ account_id: 'Child1', direction: 'outbound' }]);
  });

  test.each([
    ['pages of 101', { page_size: 101 }],
    ['an end before the start', { end_date: '2020-01-01T00:00:00Z' }],
    ['a day that is none', { start_date: 'yesterday' }],
    ['a field nobody knows', { colour: 'red' }],
  ])('refuses %s', async (_name, wrong) => {
    expect((await detail(wrong)).status).toBe(400);
  });
});
