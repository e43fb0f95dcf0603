import { failureOf, useWorld } from '../support/world.ts';

const world = useWorld();

const find = (inputData: Record<string, unknown>): Promise<unknown> =>
  world().zapier.run('searches.find_contact.operation.perform', {
    authData: { ...world().vortex, default_country: 'GB' },
    inputData,
  });

const CREATED = Date.parse('2026-02-03T04:05:06.789Z');

const contact = (index: number) => ({
  id: `contact-${index}`,
  alias: `Regular ${index}`,
  msisdn: String(447_700_000_000 + index),
  meta: {},
  createdAt: CREATED,
});

beforeAll(() => {
  const { contacts } = world().sandbox.accounts.vortex.ledger;
  for (let index = 0; index < 6_000; index += 1) contacts.push(contact(index));
});

const found = (index: number) => [
  {
    id: `contact-${index}`,
    mobile: String(447_700_000_000 + index),
    name: `Regular ${index}`,
    created_at: '2026-02-03T04:05:06.789Z',
  },
];

describe.each(['real', 'documented'] as const)('the list as %s', (vortexLists) => {
  beforeEach(() => {
    world().sandbox.settings.vortexLists = vortexLists;
  });

  test.each([
    [{ mobile: '07700 005999' }, 5_999, 1],
    [{ name: ' regular 5998 ' }, 5_998, 1],
    [{ mobile: '+44 7700 000007', name: 'Regular 7' }, 7, 2],
  ])('finds %j without reading more pages than needed', async (inputData, index, pages) => {
    expect(await find(inputData)).toEqual(found(index));
    expect(world().sandbox.requests.map(({ method, target }) => `${method} ${target}`)).toEqual(
      [
        'GET /addressbook/contacts?offset=0&limit=5000',
        'GET /addressbook/contacts?offset=5000&limit=5000',
      ].slice(0, pages),
    );
  });
});

test.each([{ mobile: '447700900999' }, { name: 'Regular' }, { mobile: '07700 000007', name: 'Regular 8' }])(
  'returns nothing for %j',
  async (inputData) => {
    expect(await find(inputData)).toEqual([]);
  },
);

test('skips contacts without a number or name', async () => {
  world().sandbox.faults.add({
    kind: 'shape',
    body: {
      results: [{ id: 'a' }, { alias: 'b' }, { id: 'c', alias: 'B', msisdn: '+447700900123' }],
      matches: 3,
    },
  });
  expect(await find({ name: 'b' })).toEqual([
    { id: 'c', mobile: '447700900123', name: 'B', created_at: null },
  ]);
});

test.each([
  [{}, 'Mobile Number and Name are both blank. Fill in one of them, or map a field that always has a value.'],
  [
    { mobile: 'soon' },
    expect.stringMatching(/^Mobile Number "soon" contains "soon", so it is not a phone number/),
  ],
])('refuses %j without a request', async (inputData, sentence) => {
  expect((await failureOf(find(inputData))).message).toEqual(sentence);
  expect(world().sandbox.requests).toEqual([]);
});

test('refuses Classic accounts', async () => {
  const { zapier, classic, sandbox } = world();
  const run = zapier.run('searches.find_contact.operation.perform', {
    authData: classic,
    inputData: { name: 'a' },
  });
  expect((await failureOf(run)).message).toMatch(/^Find Contact needs a Vortex key/);
  expect(sandbox.requests).toEqual([]);
});
