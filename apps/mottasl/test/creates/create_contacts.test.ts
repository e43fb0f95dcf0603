import { failureOf } from '../../../../tools/testing/failure.ts';
import { useWorld } from '../support/world.ts';

const world = useWorld();

const create = (contacts: unknown, more: Record<string, unknown> = {}) =>
  world().create('create_contacts', { contacts, ...more });

const numbered = (index: number) => ({
  mobile: `+9665${String(10_000_000 + index)}`,
  name: `Person ${index}`,
});
const many = (count: number) => Array.from({ length: count }, (_, index) => numbered(index));

const sizes = () =>
  world().sandbox.requests.map(({ json }) => [Object(json).mode, Object(json).contacts.length]);

test('creates contacts, and returns a result per row', async () => {
  const rows = [
    {
      mobile: '+966 50 000 0001',
      name: 'Lina Haddad',
      email: 'lina@example.org',
      image_url: 'https://a.example/l.png',
      tag_ids: '12, 15',
    },
    { mobile: '12', name: 'Too short' },
    { mobile: '+447700900123', name: '' },
    { mobile: '00966500000001', name: 'Lina again' },
    { mobile: '+447700900123', name: 'Omar', country_code: '44', tag_ids: [12] },
    { mobile: '+447700900124', name: 'Eva', tag_ids: 'vip' },
  ];
  expect(await create(rows)).toEqual({
    mode: 'sync',
    requested: 6,
    accepted: 2,
    invalid: 3,
    duplicates: 1,
    not_sent: 0,
    unknown: 0,
    results: [
      { row: 1, recipient: '966500000001', status: 'accepted', reason: null },
      {
        row: 2,
        recipient: '12',
        status: 'invalid',
        reason: expect.stringMatching(/^Mobile Number "12" has too few digits/),
      },
      {
        row: 3,
        recipient: '447700900123',
        status: 'invalid',
        reason: expect.stringMatching(/^Name is blank/),
      },
      { row: 4, recipient: '966500000001', status: 'duplicate', reason: expect.stringContaining('row 1') },
      { row: 5, recipient: '447700900123', status: 'accepted', reason: null },
      {
        row: 6,
        recipient: '447700900124',
        status: 'invalid',
        reason: expect.stringMatching(/^Tags "vip" is not a tag ID/),
      },
    ],
  });
  expect(world().sandbox.requests.map(({ target, json }) => [target, json])).toEqual([
    [
      '/v1/contact/create',
      {
        mode: 'sync',
        contacts: [
          {
            platform_id: '966500000001',
            platform: 'whatsapp',
            profile_name: 'Lina Haddad',
            profile_display_name: 'Lina Haddad',
            country_code: 'SA',
            profile_email: 'lina@example.org',
            image_url: 'https://a.example/l.png',
            tags: [12, 15],
          },
          {
            platform_id: '447700900123',
            platform: 'whatsapp',
            profile_name: 'Omar',
            profile_display_name: 'Omar',
            country_code: '44',
            tags: [12],
          },
        ],
      },
    ],
  ]);
});

test.each([
  ['JSON text', JSON.stringify([numbered(1), numbered(2)]), {}],
  ['columns', { mobile: ['+966510000001', '+966510000002'], name: ['One', 'Two'] }, {}],
  ['flattened columns', undefined, { mobile: ['+966510000001', '+966510000002'], name: ['One', 'Two'] }],
])('reads rows given as %s', async (_name, contacts, more) => {
  expect(await create(contacts, more)).toMatchObject({ requested: 2, accepted: 2 });
});

test('creates 15 directly, and more in the background, 1,000 per request', async () => {
  expect(await create(many(15))).toMatchObject({ mode: 'sync', accepted: 15 });
  expect(await create(many(16))).toMatchObject({ mode: 'async', accepted: 16 });
  expect(await create(many(1001), { return_results: 'none' })).toMatchObject({
    mode: 'async',
    accepted: 1001,
  });
  expect(sizes().toSorted()).toEqual(
    [
      ['async', 1],
      ['async', 1000],
      ['async', 16],
      ['sync', 15],
    ].toSorted(),
  );
});

test('rejects a row without a number, or without a country', async () => {
  const far = { mobile: '+870773111632', name: 'At sea' };
  expect((await failureOf(create([far, { name: 'No number' }]))).message).toBe(
    'No contact was created. Row 1: Country Code is blank, and the number "+870773111632" doesn\'t show the country. Fill in Country Code.',
  );
  expect(await create([{ ...far, country_code: '870' }, { name: 'No number' }])).toMatchObject({
    results: [{ status: 'accepted' }, { status: 'invalid', recipient: '' }],
  });
});

test.each([
  ['problems', [2]],
  ['none', []],
  ['', [1, 2]],
])('returns the chosen rows: %j', async (return_results, expected) => {
  const rows = [numbered(1), { mobile: '12', name: 'Too short' }];
  const { results, ...counts } = Object(await create(rows, { return_results }));
  expect(results.map(({ row }: { row: number }) => row)).toEqual(expected);
  expect(counts).toMatchObject({ requested: 2, accepted: 1, invalid: 1 });
});

test('rejects an unknown Return Results without a request', async () => {
  const { message } = await failureOf(create(many(1), { return_results: 'some' }));
  expect(message).toMatch(/^Return Results "some" is not one of its choices/);
  expect(world().sandbox.requests).toEqual([]);
});

test('reports the row that Azeer did not create', async () => {
  world().sandbox.faults.add({
    kind: 'shape',
    body: {
      data: [{ platform_id: '966510000000', id: 7 }],
      errors: [
        { phone: '+966510000001', error: { message: 'Not on WhatsApp.' } },
        { platform_id: '1', error: 'x' },
        { error: 'y' },
      ],
      failed: [{ mobile: '966510000002', status: 'failed' }, 'x'],
    },
  });
  expect(await create(many(3))).toMatchObject({
    accepted: 1,
    not_sent: 2,
    results: [
      { status: 'accepted' },
      {
        status: 'not_sent',
        reason: 'Azeer did not create this contact ("Not on WhatsApp"). Check the fields of this row.',
      },
      { status: 'not_sent', reason: 'Azeer did not create this contact. Check the fields of this row.' },
    ],
  });
});

test.each([
  [{ kind: 'status', status: 500 } as const],
  [{ kind: 'html' } as const],
  [{ kind: 'drop', when: 'after' } as const],
])('reports rows as unknown, not as an error, after %j', async (fault) => {
  world().sandbox.faults.add(fault);
  expect(await create(many(2))).toMatchObject({
    accepted: 0,
    unknown: 2,
    results: [
      { status: 'unknown', reason: expect.stringContaining('Check your Azeer account') },
      { status: 'unknown' },
    ],
  });
  expect(world().sandbox.requests).toHaveLength(1);
});

test.each([
  [
    { kind: 'status', status: 400 } as const,
    'AppError',
    /^No contact was created\. Azeer rejected this request/,
  ],
  [{ kind: 'status', status: 402 } as const, 'AppError', /^No contact was created\. Azeer requires payment/],
  [
    { kind: 'status', status: 401 } as const,
    'ExpiredAuthError',
    /^No contact was created\. Azeer rejected this API key/,
  ],
  [
    { kind: 'status', status: 429 } as const,
    'ThrottledError',
    /^No contact was created\. This account made too many requests/,
  ],
])('fails if nothing was created: %j', async (fault, kind, says) => {
  world().sandbox.faults.add(fault);
  const { name, message } = await failureOf(create(many(2)));
  expect(name).toBe(kind);
  expect(message).toMatch(says);
});

test('fails if every row is invalid', async () => {
  expect((await failureOf(create([{ mobile: '12', name: 'x' }]))).message).toMatch(
    /^No contact was created\. Row 1: Mobile Number "12"/,
  );
  expect((await failureOf(create([]))).message).toBe('Contacts is blank. Map one row for each contact.');
  expect((await failureOf(create('hello'))).message).toMatch(/^Contacts "hello" is not a list of rows/);
  expect(world().sandbox.requests).toEqual([]);
});
