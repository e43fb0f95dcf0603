import { call, PERSON, useSandbox } from './support.ts';

const sandbox = useSandbox();

const OPTOUTS = '/v1/number_authorisation/mt/blacklist';
const CONTACTS = '/api/v1/contacts/contacts';

test('lists a hundred opt-outs a page', async () => {
  const { optouts } = sandbox().accounts.basic.ledger;
  for (let n = 0; n < 101; n += 1) optouts.add(`+614915${String(n).padStart(5, '0')}`);
  const first = (await call(sandbox(), 'GET', OPTOUTS)).body;
  expect(first.numbers).toHaveLength(100);
  const second = (await call(sandbox(), 'GET', `${OPTOUTS}?token=${first.pagination.page}`)).body;
  expect(second).toMatchObject({ numbers: ['+61491500100'], pagination: { page: '100' } });
  expect(second.pagination.next_uri).toBeUndefined();
});

test('adds opt-outs: 201, then 200 where all were there', async () => {
  const add = (numbers: string[]) => call(sandbox(), 'POST', OPTOUTS, { numbers });
  expect(await add([PERSON])).toMatchObject({ status: 201, body: { numbers: [PERSON] } });
  expect((await add([PERSON])).status).toBe(200);
  expect((await add(['0491570156'])).status).toBe(400);
  expect((await add(Array.from({ length: 11 }, () => PERSON))).status).toBe(400);
});

test('removes an opt-out with an answer in plain text', async () => {
  sandbox().accounts.basic.ledger.optouts.add(PERSON);
  const removed = await call(sandbox(), 'DELETE', `${OPTOUTS}/${PERSON}`);
  expect(removed).toMatchObject({ status: 200, body: 'Number removed from the blacklist' });
  expect((await call(sandbox(), 'DELETE', `${OPTOUTS}/${PERSON}`)).status).toBe(404);
});

test('says which numbers may be texted', async () => {
  sandbox().accounts.basic.ledger.optouts.add(PERSON);
  const ask = (numbers: string) =>
    call(sandbox(), 'GET', `/v1/number_authorisation/is_authorised/${numbers}`);
  expect((await ask(`${PERSON},+61491570157`)).body.numbers).toEqual([
    { number: PERSON, authorised: false },
    { number: '+61491570157', authorised: true },
  ]);
  expect((await ask('abc')).status).toBe(400);
});

test('lists senders by pages', async () => {
  const list = (query: string) =>
    call(sandbox(), 'GET', `/v1/messaging/numbers/sender_address/addresses${query}`);
  const first = (await list('?page_size=2')).body;
  expect(first.data).toHaveLength(2);
  const second = (await list(`?page_size=2&token=${first.pagination.next_token}`)).body;
  expect(second).toMatchObject({ data: [{ display_status: 'EXPIRED' }], pagination: { next_token: null } });
  expect((await list('')).body.data).toHaveLength(3);
});

test.each([
  ['/v1/replies', 'replies', 'reply_ids', 'reply_id'],
  ['/v1/delivery_reports', 'delivery_reports', 'delivery_report_ids', 'delivery_report_id'],
])('%s lists what nobody confirmed', async (path, list, ids, id) => {
  const given = { content: 'Hi', destination_number: PERSON, delivery_report: true };
  await call(sandbox(), 'POST', '/v1/messages', { messages: [given] });
  sandbox().clock.advance(10_000);
  sandbox().inbound(sandbox().accounts.basic, { from: PERSON, text: 'Yes' });
  const before = (await call(sandbox(), 'GET', path)).body[list];
  expect(before[0]).toMatchObject({ message_id: expect.any(String), source_number: PERSON });
  const confirmed = await call(sandbox(), 'POST', `${path}/confirmed`, { [ids]: [before[0][id]] });
  expect(confirmed).toMatchObject({ status: 202, body: 'Accepted' });
  expect((await call(sandbox(), 'GET', path)).body[list]).toHaveLength(before.length - 1);
  expect((await call(sandbox(), 'POST', `${path}/confirmed`, {})).status).toBe(400);
});

describe('contacts', () => {
  const create = (more: object = {}) =>
    call(sandbox(), 'POST', CONTACTS, { channels: [{ channelId: PERSON, type: 'SMS' }], ...more });

  test('are made, found by number, and deleted', async () => {
    const [list] = sandbox().accounts.basic.ledger.lists;
    const made = await create({ firstName: 'Priya', lastName: 'Iyer', lists: [{ id: list?.id }] });
    expect(made).toMatchObject({ status: 201, body: { fullName: 'Priya Iyer', lists: [list] } });
    const found = await call(sandbox(), 'GET', `${CONTACTS}?channelIds=${encodeURIComponent(PERSON)}`);
    expect(found.body).toMatchObject({
      content: [{ id: made.body.id }],
      nextPageToken: null,
      totalElements: 1,
    });
    const others = await call(sandbox(), 'GET', `${CONTACTS}?channelIds=%2B61491570157`);
    expect(others.body.content).toEqual([]);
    expect((await call(sandbox(), 'DELETE', `${CONTACTS}/${made.body.id}`)).status).toBe(204);
    expect((await call(sandbox(), 'DELETE', `${CONTACTS}/${made.body.id}`)).status).toBe(404);
  });

  test('are listed by pages', async () => {
    await create();
    await create({ channels: [{ channelId: '+61491570157', type: 'SMS' }] });
    const first = (await call(sandbox(), 'GET', `${CONTACTS}?pageSize=1`)).body;
    const second = await call(
      sandbox(),
      'GET',
      `${CONTACTS}?pageSize=1&nextPageToken=${first.nextPageToken}`,
    );
    expect(first.content).toHaveLength(1);
    expect(second.body).toMatchObject({ content: [{}], nextPageToken: null, totalElements: 2 });
  });

  test('are refused twice with one number, and with what cannot be', async () => {
    await create();
    expect(await create()).toMatchObject({ status: 409, body: { type: 'conflict' } });
    const wrong = await create({ channels: [{ channelId: '0491570156', type: 'SMS' }] });
    expect(wrong.body.invalidFields).toEqual([
      { name: 'channels[0].channelId', code: 'invalid_format', reason: 'not E.164' },
    ]);
    const other = [{ channelId: '+61491570158', type: 'SMS' }];
    expect((await create({ channels: other, lists: [{ id: 'nothing' }] })).status).toBe(400);
  });
});

describe('the control API', () => {
  const control = async (path: string, body?: object) => {
    const response = await fetch(`${sandbox().url}/_sandbox${path}`, {
      method: body ? 'POST' : 'GET',
      body: body ? JSON.stringify(body) : null,
    });
    const parsed: Record<string, unknown> = JSON.parse(await response.text());
    return { status: response.status, body: parsed };
  };

  test('lists accounts, receives a message, and fills the log', async () => {
    expect((await control('')).body.accounts).toHaveLength(3);
    const { body } = await control('/inbound', { from: PERSON, text: 'Hi', account: 'hmac' });
    expect(body).toMatchObject({ direction: 'inbound', source: PERSON });
    expect((await control('/messages', { count: 5 })).body).toEqual({ seeded: 5 });
    expect(sandbox().accounts.basic.ledger.messages).toHaveLength(6);
    expect((await control('/inbound', { from: PERSON, account: 'nobody' })).status).toBe(400);
    expect((await control('/nothing')).status).toBe(404);
  });

  test('shows pictures', async () => {
    const response = await fetch(`${sandbox().url}/media/x/0`);
    expect(response.headers.get('content-type')).toBe('image/png');
    expect((await response.arrayBuffer()).byteLength).toBe(70);
  });
});
