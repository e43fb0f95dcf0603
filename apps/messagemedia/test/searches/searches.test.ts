import { failureOf } from '../../../../tools/testing/failure.ts';
import { newAccount, PERSON, useWorld } from '../support/world.ts';

const world = useWorld();

const DAY = 86_400_000;
const UNKNOWN_ID = '00000000-0000-4000-8000-000000000000';

const find = (key: string, inputData: object, authData = world().basic) =>
  world().zapier.run(`searches.${key}.operation.perform`, { authData, inputData: { ...inputData } });

const refused = async (key: string, inputData: object) => (await failureOf(find(key, inputData))).message;

const ago = (days: number) => new Date(Date.now() - days * DAY).toISOString();

const ids = (found: unknown) =>
  Array.isArray(found)
    ? found.map((record: unknown) => (record instanceof Object && 'id' in record ? record.id : null))
    : [];

describe('find_message', () => {
  test('finds by ID with one request', async () => {
    const { account, authData } = newAccount(world());
    const [message] = world().sandbox.seedMessages(account, 1, {
      metadata: { reference: 'r', shop: 'Main' },
    });
    expect(await find('find_message', { id: message?.id }, authData)).toEqual([
      expect.objectContaining({
        id: message?.id,
        direction: 'outbound',
        recipient: message?.destination.slice(1),
        status: 'DELIVERED',
        reference: 'r',
        metadata: { shop: 'Main' },
        created_at: null,
        cost: null,
      }),
    ]);
    expect(world().sandbox.requests.map(({ target }) => target)).toEqual([`/v1/messages/${message?.id}`]);
    expect(await find('find_message', { id: UNKNOWN_ID }, authData)).toEqual([]);
  });

  test('finds by reference, newest first, up to the limit', async () => {
    const { account, authData } = newAccount(world());
    const seeded = world().sandbox.seedMessages(account, 15, { metadata: { reference: 'order-1' } });
    world().sandbox.seedMessages(account, 5, { metadata: { reference: 'order-2' } });
    const newest = seeded.map(({ id }) => id).toReversed();
    expect(ids(await find('find_message', { reference: 'order-1' }, authData))).toEqual(newest.slice(0, 10));
    expect(ids(await find('find_message', { reference: 'order-1', limit: '15' }, authData))).toEqual(newest);
    expect(world().sandbox.requests[0]?.json).toMatchObject({
      metadata_key: 'reference',
      metadata_values: ['order-1'],
    });
  });

  test.each(['newest', 'oldest'] as const)(
    'reads as many pages as the limit needs, %s first',
    async (reportOrder) => {
      const { account, authData } = newAccount(world());
      world().sandbox.settings.reportOrder = reportOrder;
      const seeded = world().sandbox.seedMessages(account, 350, {
        from: Date.now() - 3 * DAY,
        direction: (index) => (index % 10 === 0 ? 'inbound' : 'outbound'),
      });
      const inbound = seeded.filter(({ direction }) => direction === 'inbound').map(({ id }) => id);
      const found = await find('find_message', { direction: 'inbound', limit: 20 }, authData);
      expect(ids(found)).toEqual(inbound.toReversed().slice(0, 20));
    },
  );

  test('finds by number, sender, outcome, and time', async () => {
    const { account, authData } = newAccount(world(), {});
    const [old, failed, fromShop] = [
      { createdAt: Date.now() - 10 * DAY },
      { status: 'failed' },
      { source: 'Shop' },
    ].map(
      (options) => world().sandbox.seedMessages(account, 1, { destination: `+${PERSON}`, ...options })[0]?.id,
    );
    const by = async (input: object) => ids(await find('find_message', input, authData));
    expect(
      await find(
        'find_message',
        { recipient: '0491 570 156', from: ago(12) },
        { ...authData, default_country: 'AU' },
      ),
    ).toHaveLength(3);
    expect(await by({ recipient: `+${PERSON}`, from: ago(12), to: ago(8) })).toEqual([old]);
    expect(await by({ outcomes: ['failed'] })).toEqual([failed]);
    expect(await by({ originator: 'shop' })).toEqual([fromShop]);
  });

  test('filters by sub-account', async () => {
    await find('find_message', { reference: 'x' }, { ...world().basic, account: 'Shop1' });
    expect(world().sandbox.requests[0]).toMatchObject({
      json: { accounts: ['Shop1'] },
      headers: { account: 'Shop1' },
    });
  });

  test.each([
    ['an id that is none', { id: '12' }, /^Message ID "12" is not an ID/],
    ['nothing at all', { direction: 'any' }, /^All fields are blank/],
    ['only a limit', { limit: 5, outcomes: [] }, /^All fields are blank/],
    [
      'more than a hundred',
      { reference: 'x', limit: 101 },
      /^Limit "101" is not a whole number from 1 to 100/,
    ],
    [
      'a start 46 days ago',
      { reference: 'x', from: ago(46) },
      /^From is more than 45 days ago, and MessageMedia keeps messages for 45 days/,
    ],
    ['an end 46 days ago', { reference: 'x', to: ago(46) }, /^To is more than 45 days ago/],
    ['an end before the start', { reference: 'x', from: ago(1), to: ago(2) }, /^To .* before From/],
    ['an unknown outcome', { outcomes: ['lost'] }, /"lost"/],
  ])('rejects %s without a request', async (_name, input, sentence) => {
    expect(await refused('find_message', input)).toMatch(sentence);
    expect(world().sandbox.requests).toEqual([]);
  });

  test('limits the default period to what MessageMedia keeps', async () => {
    await find('find_message', { reference: 'x', to: ago(43) });
    const json = world().sandbox.requests[0]?.json;
    const start = json instanceof Object && 'start_date' in json ? Date.parse(String(json.start_date)) : 0;
    expect(start).toBeGreaterThan(Date.now() - 45 * DAY - 60_000);
  });

  test('fails for an account without reports', async () => {
    const { authData } = newAccount(world(), { features: [] });
    expect((await failureOf(find('find_message', { reference: 'x' }, authData))).message).toMatch(
      /Messaging Reports feature/,
    );
  });

  test('retries a failed page', async () => {
    world().sandbox.faults.add({ kind: 'status', status: 503 });
    expect(await find('find_message', { reference: 'none' })).toEqual([]);
    expect(world().sandbox.requests).toHaveLength(2);
  });
});

describe('find_message_totals', () => {
  test('counts all pages', async () => {
    const { account, authData } = newAccount(world());
    world().sandbox.seedMessages(account, 250, {
      status: (index) => (index % 5 === 0 ? 'failed' : index % 5 === 1 ? 'enroute' : 'delivered'),
      metadata: { reference: 'sale' },
    });
    world().sandbox.seedMessages(account, 7, { direction: 'inbound' });
    const input = {
      from: ago(1),
      to: new Date(Date.now() + 60_000).toISOString(),
      direction: 'outbound',
      reference: 'sale',
    };
    const [totals] = [await find('find_message_totals', input, authData)].flat();
    expect(totals).toMatchObject({
      messages: 250,
      delivered: 150,
      failed: 50,
      pending: 50,
      unknown: 0,
      delivery_rate: 0.75,
      parts: 250,
      cost: null,
      currency: null,
      complete: true,
      by_status: [
        { status: 'DELIVERED', messages: 150 },
        { status: 'ENROUTE', outcome: 'pending' },
        { status: 'FAILED', outcome: 'failed' },
      ],
    });
    expect(world().sandbox.requests).toHaveLength(3);
    const again = await find('find_message_totals', input, authData);
    expect(ids(again)).toEqual(ids([totals]));
    expect(
      await find('find_message_totals', { ...input, originator: 'Nobody', reference: '' }, authData),
    ).toMatchObject([{ messages: 0, delivery_rate: null, by_status: [] }]);
  });

  test('counts only messages with the given reference, even if the log returns others', async () => {
    const logged = ['sale', 'sale-2'].map((value) => ({
      message_id: value,
      timestamp: ago(0.5),
      metadata: [{ key: 'reference', value }],
    }));
    world().sandbox.faults.add({ kind: 'shape', body: { messages: logged } });
    const input = { from: ago(1), to: ago(0), reference: 'sale' };
    expect(await find('find_message_totals', input)).toMatchObject([{ messages: 1 }]);
  });

  test('requires From and To within 45 days', async () => {
    expect(await refused('find_message_totals', { from: ago(1) })).toMatch(/^To is blank/);
    expect(await refused('find_message_totals', { from: ago(50), to: ago(1) })).toMatch(
      /^From is more than 45 days ago/,
    );
  });
});

describe('find_optout', () => {
  test('makes one request, and returns only opted-out numbers', async () => {
    world().sandbox.accounts.basic.ledger.optouts.add('+61491570177');
    expect(await find('find_optout', { mobile: '+61491570177' })).toEqual([
      { id: '61491570177', mobile: '61491570177', note: null, created_at: null },
    ]);
    expect(await find('find_optout', { mobile: `+${PERSON}` })).toEqual([]);
    expect(world().sandbox.requests).toHaveLength(2);
    expect(await refused('find_optout', { mobile: 'x' })).toMatch(/^Mobile Number/);
  });
});

describe('find_contact', () => {
  test('stops at a page without contacts, even if it has a next token', async () => {
    world().sandbox.faults.add({ kind: 'shape', body: { content: [], nextPageToken: 'next' } });
    expect(await find('find_contact', { name: 'Nobody' })).toEqual([]);
    expect(world().sandbox.requests).toHaveLength(1);
  });

  const create = async () => {
    const { account, authData } = newAccount(world());
    for (const [mobile, first_name] of [
      [`+${PERSON}`, 'Priya'],
      ['+61491570157', 'Sam'],
    ]) {
      await world().zapier.run('creates.create_contact.operation.perform', {
        authData,
        inputData: { mobile, first_name, last_name: 'Iyer' },
      });
    }
    world().sandbox.requests.splice(0);
    return { account, authData };
  };

  test('finds by number with one request', async () => {
    const { authData } = await create();
    expect(await find('find_contact', { mobile: `+${PERSON}` }, authData)).toMatchObject([
      { mobile: PERSON, name: 'Priya Iyer', created: false },
    ]);
    expect(world().sandbox.requests.map(({ target }) => target)).toEqual([
      `/api/v1/contacts/contacts?channelIds=%2B${PERSON}`,
    ]);
    expect(await find('find_contact', { mobile: '+61491570159' }, authData)).toEqual([]);
  });

  test('finds by name across pages', async () => {
    const { account, authData } = await create();
    for (let index = 0; index < 1000; index += 1) {
      account.ledger.contacts.unshift({
        id: `c${index}`,
        firstName: 'Other',
        lastName: '',
        channels: [{ channelId: '+61491570199', type: 'WHATSAPP', subscriptionState: 'SUBSCRIBED' }],
        lists: [],
        createdAt: 0,
      });
    }
    expect(await find('find_contact', { name: ' sam iyer ' }, authData)).toMatchObject([
      { mobile: '61491570157' },
    ]);
    expect(world().sandbox.requests).toHaveLength(2);
    expect(await find('find_contact', { name: 'Nobody' }, authData)).toEqual([]);
  });

  test('matches both number and name', async () => {
    const { authData } = await create();
    expect(await find('find_contact', { mobile: `+${PERSON}`, name: 'Priya Iyer' }, authData)).toHaveLength(
      1,
    );
    expect(await find('find_contact', { mobile: `+${PERSON}`, name: 'Sam Iyer' }, authData)).toEqual([]);
  });

  test('fills missing values of a contact with null', async () => {
    const content = [{ id: 'c1', firstName: 'Ann' }, { id: 'c2', channels: 'none', lastName: 'Lee' }, 'x'];
    world().sandbox.faults.add({ kind: 'shape', body: { content } });
    expect(await find('find_contact', { name: 'ann' })).toMatchObject([
      { id: 'c1', name: 'Ann', mobile: null, last_name: null, created_at: null },
    ]);
  });

  test('requires a number or a name', async () => {
    expect(await refused('find_contact', {})).toMatch(/^Mobile Number and Name are both blank/);
  });
});

test('find or create returns one shape in both cases', async () => {
  const { authData } = newAccount(world());
  const created = await world().zapier.run('creates.create_contact.operation.perform', {
    authData,
    inputData: { mobile: `+${PERSON}` },
  });
  const [found] = [await find('find_contact', { mobile: `+${PERSON}` }, authData)].flat();
  expect(Object.keys(Object(found))).toEqual(Object.keys(Object(created)));
});
