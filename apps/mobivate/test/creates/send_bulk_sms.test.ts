import { failureOf, useWorld } from '../support/world.ts';

const world = useWorld();

type Platform = 'classic' | 'vortex';

const send = (platform: Platform, inputData: Record<string, unknown>): Promise<unknown> =>
  world().zapier.run('creates.send_bulk_sms.operation.perform', {
    authData: { ...world()[platform], default_country: 'GB' },
    inputData: { originator: 'Bakery', ...inputData },
  });

const bodies = (): unknown[] => world().sandbox.requests.map(({ json }) => json);

const numbers = (count: number): string[] =>
  Array.from({ length: count }, (_, index) => String(447_700_000_000 + index));

/** What the app makes for a row that has none. */
const ownReference = (row: number) => expect.stringMatching(new RegExp(`^zap-[a-z0-9]{10,}-${row}$`));

const TOMORROW = new Date(Math.floor(Date.now() / 1000) * 1000 + 86_400_000);
const tomorrow = TOMORROW.toISOString().replace('.000Z', '');

const OPTIONS = {
  name: 'Cakes of {{month}}',
  schedule_at: TOMORROW.toISOString(),
  spread_hours: '3',
  shorten_urls: true,
  exclude_optouts: false,
  exclude_duplicates: false,
};

describe('one text to many recipients', () => {
  test('makes one request on Classic, with the text in every message', async () => {
    const result = await send('classic', {
      ...OPTIONS,
      recipients: ['+44 7700 900123', '07700 900124'],
      body: 'Hi {{name}}: “cake” 🎂\n{{bundle.x}}',
      route_id: 'mgold',
    });
    const message = { originator: 'Bakery', text: 'Hi {{name}}: “cake” 🎂\n{{bundle.x}}' };
    expect(world().sandbox.requests.map(({ method, path }) => `${method} ${path}`)).toEqual([
      'POST /send/batch',
    ]);
    expect(bodies()).toEqual([
      {
        routeId: 'mgold',
        messages: [
          { ...message, recipient: '447700900123', reference: ownReference(1) },
          { ...message, recipient: '447700900124', reference: ownReference(2) },
        ],
        name: 'Cakes of {{month}}',
        shortenUrls: true,
        excludeOptouts: false,
        excludeDuplicates: false,
        spreadHours: 3,
        scheduleDateTime: `${tomorrow}+0000`,
      },
    ]);
    expect(result).toMatchObject({ requested: 2, accepted: 2, parts_total: 2 });
  });

  test('makes one request on Vortex, with the text once', async () => {
    await send('vortex', {
      ...OPTIONS,
      recipients: ['+44 7700 900123', '07700 900124'],
      body: 'Hi {{name}}: “cake” 🎂\n{{bundle.x}}',
    });
    expect(bodies()).toEqual([
      {
        text: 'Hi {{name}}: “cake” 🎂\n{{bundle.x}}',
        originator: 'Bakery',
        recipients: [
          { recipient: '447700900123', reference: ownReference(1) },
          { recipient: '447700900124', reference: ownReference(2) },
        ],
        name: 'Cakes of {{month}}',
        shortenUrls: true,
        excludeOptouts: false,
        excludeOptOuts: false,
        excludeDuplicates: false,
        spreadHours: 3,
        scheduleDateTime: `${tomorrow}Z`,
      },
    ]);
  });

  test('omits blank fields, and excludes opt-outs and duplicates', async () => {
    await send('classic', { recipients: '447700900123', body: 'Hi', name: '', spread_hours: null });
    await send('vortex', { recipients: '447700900123', body: 'Hi', group_ids: [] });
    expect(bodies()).toEqual([
      {
        routeId: 'mglobal',
        messages: [
          { originator: 'Bakery', recipient: '447700900123', text: 'Hi', reference: ownReference(1) },
        ],
        excludeOptouts: true,
        excludeDuplicates: true,
      },
      {
        text: 'Hi',
        originator: 'Bakery',
        recipients: [{ recipient: '447700900123', reference: ownReference(1) }],
        excludeOptouts: true,
        excludeOptOuts: true,
        excludeDuplicates: true,
      },
    ]);
  });

  test('ignores rows that are all empty', async () => {
    const messages = [{ recipient: '', body: '', reference: null }];
    expect(await send('classic', { recipients: '447700900123', body: 'Hi', messages })).toMatchObject({
      requested: 1,
      accepted: 1,
    });
  });

  test.each([0, 24, 120])('spreads sending over %i hours', async (hours) => {
    await send('vortex', { recipients: '447700900123', body: 'Hi', spread_hours: hours });
    expect(bodies()).toMatchObject([{ spreadHours: hours }]);
  });
});

describe('rows with different texts', () => {
  const ROWS = [
    { recipient: '447700900123', body: 'Hi {{Anna}}', reference: 'order-{{1}}' },
    { recipient: '447700900124', body: '', reference: '' },
    { recipient: '447700900125', body: 'Hi all' },
  ];

  test('send text and reference on Classic', async () => {
    await send('classic', { messages: ROWS, body: 'Hi all' });
    expect(bodies()).toMatchObject([
      {
        messages: [
          {
            originator: 'Bakery',
            recipient: '447700900123',
            text: 'Hi {{Anna}}',
            reference: 'order-{{1}}',
          },
          { originator: 'Bakery', recipient: '447700900124', text: 'Hi all' },
          { originator: 'Bakery', recipient: '447700900125', text: 'Hi all' },
        ],
      },
    ]);
  });

  test('send only what differs from the common text on Vortex', async () => {
    await send('vortex', { messages: ROWS, body: 'Hi all' });
    expect(bodies()).toMatchObject([
      {
        text: 'Hi all',
        recipients: [
          { recipient: '447700900123', text: 'Hi {{Anna}}', reference: 'order-{{1}}' },
          { recipient: '447700900124' },
          { recipient: '447700900125' },
        ],
      },
    ]);
    expect(bodies()).not.toMatchObject([{ recipients: [{}, { text: 'Hi all' }, {}] }]);
  });

  test('send no common text on Vortex', async () => {
    await send('vortex', { messages: [{ recipient: '447700900123', body: 'Hi' }] });
    expect(bodies()).toEqual([
      {
        originator: 'Bakery',
        recipients: [{ recipient: '447700900123', text: 'Hi', reference: ownReference(1) }],
        excludeOptouts: true,
        excludeOptOuts: true,
        excludeDuplicates: true,
      },
    ]);
  });
});

describe('contact groups', () => {
  const GROUP = '0b9c7f6e-5d4c-4b3a-9281-706f5e4d3c2b';

  test('count as one row each on Vortex', async () => {
    const { sandbox } = world();
    sandbox.accounts.vortex.ledger.groups.push({
      id: GROUP,
      name: 'Regulars',
      msisdns: ['447700900201', '447700900202'],
      createdAt: 0,
    });
    const result = await send('vortex', {
      recipients: '447700900123',
      body: 'Hi',
      group_ids: [GROUP, '../auth/test', GROUP],
    });
    expect(bodies()).toMatchObject([
      {
        text: 'Hi',
        recipients: [{ recipient: '447700900123' }, { recipient: GROUP, meta: { type: 'mailinglist' } }],
      },
    ]);
    expect(result).toMatchObject({
      requested: 4,
      accepted: 2,
      invalid: 1,
      duplicates: 1,
      parts_total: 1,
      results: [
        { row: 1, recipient: '447700900123', parts: 1 },
        { row: 2, recipient: GROUP, status: 'accepted', parts: null },
        {
          row: 3,
          recipient: '../auth/test',
          status: 'invalid',
          reason: 'Group IDs "../auth/test" is not a group ID. Check the ID in your Mobivate account.',
        },
        { row: 4, recipient: GROUP, status: 'duplicate', reason: 'The same recipient as in row 2.' },
      ],
    });
  });

  test('are rejected on Classic without a request', async () => {
    const { message } = await failureOf(send('classic', { body: 'Hi', group_ids: [GROUP] }));
    expect(message).toMatch(/^Group IDs needs a Vortex key; this connection is Classic/);
    expect(world().sandbox.requests).toEqual([]);
  });
});

test.each(['classic', 'vortex'] as const)('%s: sends valid rows despite invalid ones', async (platform) => {
  const { sandbox } = world();
  const { log } = sandbox.accounts[platform].ledger;
  const before = log.size;
  const result = await send(platform, {
    messages: [
      { recipient: '+44 7700 900301', body: 'One' },
      { recipient: 'soon', body: 'Two' },
      { recipient: '0044 7700 900301', body: 'Three' },
      { recipient: '07700 900302', body: 'x'.repeat(161) },
      { recipient: '', body: 'Five' },
      { recipient: '07700 900303' },
      'no row at all',
      { recipient: 447_700_900_304, body: 'Eight' },
    ],
    max_parts: '1',
  });
  expect(result).toEqual({
    id: expect.any(String),
    batch_ids: [expect.any(String)],
    requested: 8,
    accepted: 2,
    invalid: 5,
    duplicates: 1,
    not_sent: 0,
    unknown: 0,
    parts_total: 2,
    results: [
      {
        row: 1,
        recipient: '447700900301',
        status: 'accepted',
        reason: null,
        batch_id: expect.any(String),
        parts: 1,
      },
      {
        row: 2,
        recipient: 'soon',
        status: 'invalid',
        reason: expect.stringMatching(/^Recipient "soon" contains "soon", so it is not a phone number/),
        batch_id: null,
        parts: null,
      },
      {
        row: 3,
        recipient: '447700900301',
        status: 'duplicate',
        reason: 'The same recipient as in row 1.',
        batch_id: null,
        parts: null,
      },
      {
        row: 4,
        recipient: '447700900302',
        status: 'invalid',
        reason: 'Message Body needs 2 parts, but Max Parts is 1. Shorten the text, or raise Max Parts.',
        batch_id: null,
        parts: null,
      },
      {
        row: 5,
        recipient: '',
        status: 'invalid',
        reason: expect.stringMatching(/^Recipient "" is blank/),
        batch_id: null,
        parts: null,
      },
      {
        row: 6,
        recipient: '447700900303',
        status: 'invalid',
        reason: 'Message Body is blank. Fill it in, or map a field that always has a value.',
        batch_id: null,
        parts: null,
      },
      {
        row: 7,
        recipient: '',
        status: 'invalid',
        reason: expect.stringMatching(/^Recipient "" is blank/),
        batch_id: null,
        parts: null,
      },
      {
        row: 8,
        recipient: '447700900304',
        status: 'accepted',
        reason: null,
        batch_id: expect.any(String),
        parts: 1,
      },
    ],
  });
  expect(log.size - before).toBe(2);
});

test.each(['classic', 'vortex'] as const)(
  '%s: sends several messages to the same number if allowed',
  async (platform) => {
    const result = await send(platform, {
      messages: [
        { recipient: '447700900123', body: 'One' },
        { recipient: '+44 7700 900123', body: 'Two' },
      ],
      exclude_duplicates: 'no',
    });
    expect(bodies()).toMatchObject([{ excludeDuplicates: false }]);
    expect(result).toMatchObject({ accepted: 2, duplicates: 0 });
  },
);

test.each(['classic', 'vortex'] as const)('%s: sends 2,500 rows in three requests', async (platform) => {
  const { sandbox } = world();
  const { log } = sandbox.accounts[platform].ledger;
  const before = log.size;
  const result = await send(platform, { recipients: numbers(2500), body: 'Hi' });
  const sizes = bodies().map((body) => (Object(body).messages ?? Object(body).recipients).length);
  expect(sizes.toSorted()).toEqual([1000, 1000, 500]);
  expect(result).toMatchObject({ requested: 2500, accepted: 2500, parts_total: 2500, not_sent: 0 });
  expect(new Set(Object(result).batch_ids).size).toBe(3);
  expect(Object(result).id).toBe(Object(result).batch_ids[0]);
  expect(Object(result).results[2499]).toEqual({
    row: 2500,
    recipient: '447700002499',
    status: 'accepted',
    reason: null,
    batch_id: Object(result).batch_ids[2],
    parts: 1,
  });
  expect(log.size - before).toBe(2500);
});

test('reports rows that Classic left out', async () => {
  const { sandbox } = world();
  sandbox.faults.add({
    kind: 'shape',
    body: { id: 'A1', recipients: [{ recipient: '447700900123' }, { recipient: '447700900125' }] },
  });
  const result = await send('classic', {
    recipients: ['447700900123', '447700900124', '447700900125', '447700900125'],
    body: 'Hi',
    exclude_duplicates: false,
  });
  const leftOut =
    'Mobivate left this row out. The recipient has most likely opted out, so check the opt-out list.';
  expect(result).toMatchObject({
    accepted: 2,
    not_sent: 2,
    results: [
      { status: 'accepted', reason: null },
      { status: 'not_sent', reason: leftOut, batch_id: null },
      { status: 'accepted' },
      { status: 'not_sent', reason: leftOut },
    ],
  });
});

test.each([
  ['lists nobody', { id: 'A1' }],
  ['writes numbers in another form', { id: 'A1', recipients: [{ recipient: '0044 7700 900123' }] }],
])("reports no opt-outs if Classic's response %s", async (_, body) => {
  world().sandbox.faults.add({ kind: 'shape', body });
  expect(await send('classic', { recipients: '447700900123', body: 'Hi' })).toMatchObject({ accepted: 1 });
});

test.each([
  [
    { body: 'Hi' },
    /^Recipients is blank\. Map phone numbers into it and enter a Message Body, or map rows into Messages\.$/,
  ],
  [{ recipients: [' ', null], messages: [], body: 'Hi' }, /^Recipients is blank/],
  [
    { recipients: '447700900123', messages: [{ recipient: '447700900124', body: 'Hi' }] },
    /^Recipients and Messages are both filled in/,
  ],
  [{ recipients: '447700900123' }, /^Message Body is blank/],
  [{ recipients: '447700900123', body: 'x'.repeat(200), max_parts: 1 }, /^Message Body needs 2 parts/],
  [
    { recipients: '447700900123', body: 'Hi', spread_hours: '-1' },
    /^Spread Hours "-1" is not a whole number/,
  ],
  [
    { recipients: '447700900123', body: 'Hi', spread_hours: 1.5 },
    /^Spread Hours "1.5" is not a whole number/,
  ],
  [{ recipients: '447700900123', body: 'Hi', originator: 'The Little Bakery' }, /^Originator/],
  [{ recipients: '447700900123', body: 'Hi', originator: undefined }, /^Originator "" is blank/],
  [{ recipients: '447700900123', body: 'Hi', schedule_at: '2001-01-01T00:00:00Z' }, /is in the past/],
])('refuses %j without a request', async (inputData, sentence) => {
  expect((await failureOf(send('classic', inputData))).message).toMatch(sentence);
  expect(world().sandbox.requests).toEqual([]);
});

test('offers the fields of the platform', async () => {
  const keys = async (authData: Record<string, string>) => {
    const fields = await world().zapier.run('creates.send_bulk_sms.operation.inputFields', { authData });
    return Array.isArray(fields) ? fields.map(({ key }) => key) : [];
  };
  expect(await keys(world().classic)).toEqual(expect.arrayContaining(['originator', 'messages', 'route_id']));
  expect(await keys(world().vortex)).toEqual(expect.arrayContaining(['originator', 'messages', 'group_ids']));
  expect(await keys(world().classic)).not.toContain('group_ids');
  expect(await keys(world().vortex)).not.toContain('route_id');
});

test.each([
  ['all', ['accepted', 'duplicate', 'invalid']],
  ['problems', ['duplicate', 'invalid']],
  ['none', []],
])('returns %s of the results', async (return_results, statuses) => {
  const recipients = ['447700900123', '+44 7700 900123', 'hush'];
  expect(await send('classic', { recipients, body: 'Hi', return_results })).toMatchObject({
    requested: 3,
    results: statuses.map((status) => ({ status })),
  });
});
