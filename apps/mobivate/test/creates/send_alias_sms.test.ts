import { catchUp, failureOf, useWorld } from '../support/world.ts';

const world = useWorld();

const send = (
  inputData: Record<string, unknown>,
  authData: Record<string, unknown> = world().vortex,
): Promise<unknown> =>
  world().zapier.run('creates.send_alias_sms.operation.perform', {
    authData,
    inputData: { originator: 'Bakery', body: 'Hi {{name}}', ...inputData },
  });

test('sends the aliases, the text, and the options unchanged', async () => {
  const { sandbox } = world();
  const tomorrow = new Date(Math.floor(Date.now() / 1000) * 1000 + 86_400_000).toISOString();
  const result = await send({
    aliases: ['Regular one', 'Regular two', 'Regular one'],
    name: 'Cakes {{1}}',
    schedule_at: tomorrow,
    spread_hours: '2',
  });
  expect(sandbox.requests.map(({ method, target, json }) => ({ method, target, json }))).toEqual([
    {
      method: 'POST',
      target: '/send/alias',
      json: {
        recipients: ['Regular one', 'Regular two'],
        text: 'Hi {{name}}',
        originator: 'Bakery',
        name: 'Cakes {{1}}',
        spreadHours: 2,
        scheduleDateTime: tomorrow.replace('.000Z', 'Z'),
      },
    },
  ]);
  expect(result).toMatchObject({
    requested: 3,
    accepted: 2,
    duplicates: 1,
    parts_total: 2,
    results: [
      { row: 1, recipient: 'Regular one', status: 'accepted', parts: 1 },
      { row: 2, recipient: 'Regular two', status: 'accepted', parts: 1 },
      { row: 3, recipient: 'Regular one', status: 'duplicate', reason: 'The same recipient as in row 1.' },
    ],
  });
});

test('leaves out missing values', async () => {
  await send({ aliases: 'one\ntwo', name: '', schedule_at: null, spread_hours: '' });
  expect(world().sandbox.requests.map(({ json }) => json)).toEqual([
    { recipients: ['one', 'two'], text: 'Hi {{name}}', originator: 'Bakery' },
  ]);
});

describe('a lost response', () => {
  beforeEach(() => catchUp(world()));

  const CONTACTS = [
    { id: 'c-1', alias: 'Smith, John', msisdn: '447700900401' },
    { id: 'c-2', alias: 'Ann', msisdn: '447700900402' },
  ];
  const fill = () => {
    const { contacts } = world().sandbox.accounts.vortex.ledger;
    contacts.push(...CONTACTS.map((contact) => ({ ...contact, meta: { name: 'You' }, createdAt: 0 })));
  };

  test('accepts contacts whose messages are in the log, and reports others as unknown', async () => {
    const { sandbox } = world();
    fill();
    sandbox.faults.add({ kind: 'status', status: 502, when: 'after', method: 'POST' });
    const result = await send({ aliases: ['Smith, John', 'Ann', 'Nobody'], body: 'Hi {{name}} (1+1)' });
    expect(result).toMatchObject({
      id: null,
      accepted: 2,
      unknown: 1,
      results: [
        { recipient: 'Smith, John', status: 'accepted', batch_id: null },
        { recipient: 'Ann', status: 'accepted', batch_id: null },
        { recipient: 'Nobody', status: 'unknown' },
      ],
    });
    expect(sandbox.requests.filter(({ method }) => method === 'POST')).toHaveLength(1);
  });

  test.each([
    ['text', { body: 'Your cake is cold.' }],
    ['originator', { originator: 'Shop' }],
  ])('does not match an earlier message with another %s', async (_, other) => {
    const { sandbox } = world();
    const now = { aliases: ['Ann'], body: 'Your cake is hot.' };
    await send({ ...now, ...other });
    sandbox.faults.add({ kind: 'status', status: 502, method: 'POST' });
    expect(await send(now)).toMatchObject({ accepted: 0, unknown: 1 });
  });

  test('is unknown if the address book cannot be read', async () => {
    const { sandbox } = world();
    sandbox.faults.add({ kind: 'status', status: 502, when: 'after', method: 'POST' });
    sandbox.faults.add({ kind: 'status', status: 403, method: 'GET' });
    expect(await send({ aliases: ['Ann'] })).toMatchObject({ accepted: 0, unknown: 1 });
  });
});

test('reads a list item as one alias', async () => {
  for (const aliases of [['Smith, John'], '["Smith, John"]', ['["Smith, John"]']]) {
    expect(await send({ aliases })).toMatchObject({ requested: 1, results: [{ recipient: 'Smith, John' }] });
  }
});

test.each([
  [{ aliases: [] }, /^Aliases is blank/],
  [{ aliases: ['one'], body: ' ' }, /^Message Body is blank/],
  [{ aliases: ['one'], originator: '' }, /^Originator "" is blank/],
  [{ aliases: ['one'], spread_hours: 'some' }, /^Spread Hours "some" is not a whole number/],
])('refuses %j without a request', async (inputData, sentence) => {
  expect((await failureOf(send(inputData))).message).toMatch(sentence);
  expect(world().sandbox.requests).toEqual([]);
});

test('refuses Classic accounts', async () => {
  const { message } = await failureOf(send({ aliases: ['one'] }, world().classic));
  expect(message).toMatch(/^Send Alias SMS needs a Vortex key; this connection is Classic/);
  expect(world().sandbox.requests).toEqual([]);
});

test('names the permission that it lacks', async () => {
  const { message } = await failureOf(
    send({ aliases: ['one'] }, { api_key: world().sandbox.accounts.vortexLimited.key }),
  );
  expect(message).toContain('lacks the Mobivate permission create:AliasSMS. Select it');
});
