import { failureOf } from '../../../../tools/testing/failure.ts';
import { newAccount, PERSON, useWorld } from '../support/world.ts';

const world = useWorld();

const send = (inputData: object, authData = world().basic) =>
  world().zapier.run('creates.send_bulk_sms.operation.perform', { authData, inputData: { ...inputData } });

const person = (index: number) => `6149157${String(index).padStart(4, '0')}`;
const people = (count: number) => Array.from({ length: count }, (_, index) => `+${person(1000 + index)}`);

const posts = () => world().sandbox.requests.filter(({ path }) => path === '/v1/messages');
const sizes = () =>
  posts().map(({ json }) =>
    json instanceof Object && 'messages' in json && Array.isArray(json.messages) ? json.messages.length : 0,
  );

const refuse = (...details: string[]) =>
  world().sandbox.faults.add({
    kind: 'status',
    status: 400,
    body: { message: 'Bad', details },
    path: '/v1/messages',
  });

test('sends one text to many, and returns an ID per row', async () => {
  const { account, authData } = newAccount(world());
  const sent = await send(
    { originator: 'Bakery', recipients: [`+${PERSON}`, '+61491570157'], body: 'Hi' },
    authData,
  );
  const [first, second] = account.ledger.messages;
  const row = { status: 'accepted', reason: null, batch_id: null, parts: 1 };
  expect(sent).toEqual({
    id: null,
    batch_ids: [],
    requested: 2,
    accepted: 2,
    invalid: 0,
    duplicates: 0,
    not_sent: 0,
    unknown: 0,
    parts_total: 2,
    results: [
      { row: 1, recipient: PERSON, message_id: first?.id, ...row },
      { row: 2, recipient: '61491570157', message_id: second?.id, ...row },
    ],
  });
  expect(posts()).toHaveLength(1);
  const reference = first?.metadata.reference ?? '';
  expect(reference).toMatch(/^zap-[a-z0-9]{10,}-1$/);
  expect(second?.metadata.reference).toBe(reference.replace(/1$/, '2'));
});

test('sends rows with different texts, references, and metadata', async () => {
  await send({
    body: 'Common',
    messages: [
      { recipient: `+${PERSON}`, body: 'Own', reference: 'a', metadata: { shop: 'Main' } },
      { recipient: '+61491570157', metadata: '{"shop":"West"}' },
    ],
  });
  expect(posts()[0]?.json).toMatchObject({
    messages: [
      { content: 'Own', metadata: { reference: 'a', shop: 'Main' } },
      { content: 'Common', metadata: { shop: 'West' } },
    ],
  });
});

test('sends 100 rows per request, in order', async () => {
  const { account, authData } = newAccount(world());
  const sent = await send({ recipients: people(250), body: 'Hi', return_results: 'none' }, authData);
  expect(sent).toMatchObject({ requested: 250, accepted: 250, results: [] });
  expect(sizes().toSorted((one, other) => other - one)).toEqual([100, 100, 50]);
  expect(account.ledger.messages).toHaveLength(250);
});

test('reports invalid rows, and sends the others', async () => {
  const sent = await send({
    messages: [
      { recipient: '12', body: 'x' },
      { recipient: `+${PERSON}`, body: '' },
      { recipient: `+${PERSON}`, body: 'a'.repeat(5001) },
      { recipient: `+${PERSON}`, body: 'x', metadata: 'no' },
      { recipient: `+${PERSON}`, body: 'x', reference: 'r'.repeat(300) },
      { recipient: `+${PERSON}`, body: 'good' },
      { recipient: `0061 491 570 156`, body: 'again' },
    ],
    return_results: 'problems',
  });
  expect(sent).toMatchObject({
    requested: 7,
    accepted: 1,
    invalid: 5,
    duplicates: 1,
    results: [
      { row: 1, status: 'invalid', reason: expect.stringMatching(/^Recipient "12"/), message_id: null },
      { row: 2, status: 'invalid', reason: expect.stringMatching(/^Message Body/) },
      { row: 3, status: 'invalid', reason: expect.stringMatching(/5001 characters/) },
      { row: 4, status: 'invalid', reason: expect.stringMatching(/^Metadata "no"/) },
      { row: 5, status: 'invalid', reason: expect.stringMatching(/^Reference/) },
      { row: 7, status: 'duplicate', reason: expect.stringMatching(/row 6/) },
    ],
  });
  expect(sizes()).toEqual([1]);
});

test('sends several messages to one number if Exclude Duplicates is no', async () => {
  const messages = [1, 2].map((n) => ({ recipient: `+${PERSON}`, body: `Text ${n}` }));
  expect(await send({ messages, exclude_duplicates: 'no' })).toMatchObject({ accepted: 2, duplicates: 0 });
});

describe('a batch that MessageMedia rejects for some rows', () => {
  test('is sent again without them, once per recipient', async () => {
    refuse(
      '/messages/1/destination_number: International address must be between 8 and 15 characters.',
      '/messages/1/content: too',
      '/messages/3: not this one',
    );
    const { account, authData } = newAccount(world());
    const sent = await send({ recipients: people(5), body: 'Hi' }, authData);
    expect(sent).toMatchObject({
      accepted: 3,
      invalid: 2,
      results: [
        { row: 1, status: 'accepted', message_id: account.ledger.messages[0]?.id },
        {
          row: 2,
          status: 'invalid',
          reason:
            'MessageMedia rejected the Recipient: International address must be between 8 and 15 characters.',
          message_id: null,
        },
        { row: 3, status: 'accepted', message_id: account.ledger.messages[1]?.id },
        { row: 4, status: 'invalid', reason: 'MessageMedia rejected the message: not this one.' },
        { row: 5, status: 'accepted', message_id: account.ledger.messages[2]?.id },
      ],
    });
    expect(sizes()).toEqual([5, 3]);
    expect(account.ledger.messages).toHaveLength(3);
  });

  test('is sent again at most twice', async () => {
    for (let times = 0; times < 3; times += 1) refuse('/messages/0/content');
    const sent = await send({ recipients: people(5), body: 'Hi', return_results: 'all' }).catch(
      failureOfBatch,
    );
    expect(sizes()).toEqual([5, 4, 3]);
    expect(sent).toMatch(/^Nothing was sent\. Row 4 and 1 more: not sent\. .*Row 1 and 2 more: invalid/);
  });

  const failureOfBatch = async (error: unknown) => (await failureOf(Promise.reject(error))).message;

  test('fails if every row is rejected', async () => {
    refuse('/messages/0/source_number: not registered', '/messages/1/source_number: not registered');
    const failure = await failureOf(send({ originator: 'Nobody', recipients: people(2), body: 'Hi' }));
    expect(failure.message).toBe(
      'Nothing was sent. Row 1 and 1 more: invalid. MessageMedia rejected the Originator: not registered.',
    );
  });

  test.each([
    ['no row is named', 'Failed to parse message body.'],
    ['only unknown rows are named', '/messages/2/content: odd'],
  ])('is not sent again if %s', async (_name, detail) => {
    refuse(detail);
    const failure = await failureOf(send({ recipients: people(2), body: 'Hi' }));
    expect(failure.message).toMatch(
      /^Nothing was sent\. Row 1 and 1 more: not sent\. MessageMedia rejected this request/,
    );
    expect(sizes()).toEqual([2]);
  });

  test('keeps rejected rows invalid if the rest fails', async () => {
    refuse('/messages/0/content: no');
    world().sandbox.faults.add({ kind: 'status', status: 402, path: '/v1/messages' });
    const failure = await failureOf(send({ recipients: people(3), body: 'Hi' }));
    expect(failure.message).toMatch(/Row 2 and 1 more: not sent\. .*out of credit.* Row 1: invalid/);
  });
});

test.each([
  [401, 'ExpiredAuthError'],
  [402, 'AppError'],
  [429, 'ThrottledError'],
])('stops after a %s', async (status, name) => {
  world().sandbox.faults.add({ kind: 'status', status, path: '/v1/messages', times: 'always' });
  expect((await failureOf(send({ recipients: people(500), body: 'Hi' }))).name).toBe(name);
  expect(posts().length).toBeLessThanOrEqual(3);
});

test('offers columns for rows with different texts', async () => {
  const fields = await world().zapier.run('creates.send_bulk_sms.operation.inputFields', {
    authData: world().basic,
    inputData: {},
  });
  expect(fields).toEqual(expect.arrayContaining([expect.objectContaining({ key: 'messages' })]));
});

test('reads columns as lists, and a row without a number is invalid', async () => {
  const { account, authData } = newAccount(world());
  const sent = await send({ recipient: [`+${PERSON}`, ''], body: ['Own', 'Lost'] }, authData);
  expect(sent).toMatchObject({ accepted: 1, invalid: 1 });
  expect(account.ledger.messages.map(({ content }) => content)).toEqual(['Own']);
});

test('a row whose number is missing is invalid', async () => {
  const messages = [{ recipient: `+${PERSON}`, body: 'Hi' }, { body: 'Nobody' }];
  expect(await send({ messages })).toMatchObject({ accepted: 1, invalid: 1 });
});

test('a row that the response does not name has no ID', async () => {
  const messages = [{ message_id: 'm-1', destination_number: '+61491570199' }, {}];
  world().sandbox.faults.add({ kind: 'shape', body: { messages }, path: '/v1/messages' });
  expect(await send({ recipients: people(1), body: 'Hi' })).toMatchObject({
    accepted: 1,
    results: [{ status: 'accepted', message_id: null }],
  });
});

test('finds rows whose response was lost in the log, each with its ID', async () => {
  const { account, authData } = newAccount(world());
  world().sandbox.faults.add({ kind: 'drop-body', path: '/v1/messages' });
  const sent = await send({ recipients: people(3), body: 'Hi' }, authData);
  expect(sent).toMatchObject({
    accepted: 3,
    unknown: 0,
    results: account.ledger.messages.map(({ id }) => ({ status: 'accepted', message_id: id })),
  });
  expect(posts()).toHaveLength(1);
});

test('reports lost rows that are not in the log as unknown, not as an error', async () => {
  const { authData } = newAccount(world());
  world().sandbox.faults.add({ kind: 'drop', path: '/v1/messages' });
  const sent = await send({ recipients: people(2), body: 'Hi' }, authData);
  expect(sent).toMatchObject({
    accepted: 0,
    unknown: 2,
    results: [{ message_id: null }, { status: 'unknown' }],
  });
});

test('finds each of two identical rows once', async () => {
  const { account, authData } = newAccount(world());
  world().sandbox.faults.add({ kind: 'drop-body', path: '/v1/messages' });
  world().sandbox.settings.reportOrder = 'oldest';
  const row = { recipient: `+${PERSON}`, body: 'x', reference: 'same' };
  const sent = await send({ messages: [row, row], exclude_duplicates: false }, authData);
  expect(sent).toMatchObject({
    accepted: 2,
    results: account.ledger.messages.map(({ id }) => ({ message_id: id })),
  });
});

test('counts a message on two log pages once, and looks up many rows without listing references', async () => {
  const { account, authData } = newAccount(world());
  world().sandbox.faults.add({ kind: 'drop-body', path: '/v1/messages', times: 2 });
  const sent = await send({ recipients: people(150), body: 'Hi', return_results: 'problems' }, authData);
  expect(sent).toMatchObject({ accepted: 150, unknown: 0, results: [] });
  expect(account.ledger.messages).toHaveLength(150);
  const asked = world().sandbox.requests.find(({ path }) => path.startsWith('/v2-preview'))?.json;
  expect(asked).not.toHaveProperty('metadata_values');
});

test.each([
  ['nobody', {}, /^Recipients is blank/],
  [
    'both ways at once',
    { recipients: ['+61491570156'], messages: [{ recipient: '+61491570157' }] },
    /both filled in/,
  ],
  ['no text', { recipients: ['+61491570156'], body: '' }, /^Message Body/],
  ['a text that is too long', { recipients: ['+61491570156'], body: 'a'.repeat(5001) }, /5001 characters/],
  [
    'an end before the start',
    { recipients: ['+61491570156'], body: 'x', expires_at: '2020-01-01T00:00:00Z' },
    /^Expires At/,
  ],
  [
    'results that are none',
    { recipients: ['+61491570156'], body: 'x', return_results: 'some' },
    /^Return Results "some"/,
  ],
])('rejects %s without a request', async (_name, input, sentence) => {
  expect((await failureOf(send({ body: 'Hi', ...input }))).message).toMatch(sentence);
  expect(world().sandbox.requests).toEqual([]);
});

test('schedules all rows, without reports if Delivery Report is no', async () => {
  const schedule_at = new Date(Date.now() + 3_600_000).toISOString();
  await send({ recipients: people(1), body: 'Hi', schedule_at, delivery_report: 'no' });
  expect(posts()[0]?.json).toMatchObject({ messages: [{ scheduled: schedule_at, delivery_report: false }] });
});
