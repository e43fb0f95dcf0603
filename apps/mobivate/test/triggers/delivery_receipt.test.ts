import { useWorld } from '../support/world.ts';
import { hexId, hookOf, json, newAccount, quiet } from './support.ts';

const world = useWorld();
const hook = hookOf(world, 'delivery_receipt');
quiet();

const CREATED = '2024-02-03T04:05:06.000+00:00';

const receipt = (messageId: string, given: object = {}) => ({
  deliveryMessageId: messageId,
  batchId: 'BB',
  clientReference: 'order-7',
  created: CREATED,
  status: 'DELIVERED',
  statusCode: 1,
  part: null,
  parts: 1,
  hlr: null,
  ...given,
});

const paths = () => world().sandbox.requests.map(({ path }) => path);

describe('a delivery', () => {
  test('returns one record', async () => {
    expect(await hook.perform(json(receipt('AA')))).toEqual([
      {
        id: 'AA:DELIVERED:2024-02-03T04:05:06.000Z',
        message_id: 'AA',
        batch_id: 'BB',
        reference: 'order-7',
        status: 'DELIVERED',
        status_code: 1,
        outcome: 'delivered',
        is_final: true,
        part: null,
        parts: 1,
        received_at: '2024-02-03T04:05:06.000Z',
        hlr: null,
        message: null,
      },
    ]);
  });

  test.each([
    [{}, ['D', 'F', 'P']],
    [{ outcomes: ['failed'] }, ['F']],
    [{ outcomes: ['', 'Delivered', 'pending'] }, ['D', 'P']],
    [{ outcomes: 'delivered,failed' }, ['D', 'F']],
    [{ reference: 'order-' }, ['D', 'P']],
    [{ reference: ' order-8 ' }, ['P']],
    [{ reference: 'Order' }, []],
    [{ outcomes: ['pending'], reference: 'order-7' }, []],
  ])('with the filters %j returns %j', async (inputData, wanted) => {
    const body = [
      receipt('D'),
      receipt('F', { status: 'EXPIRED', clientReference: null }),
      receipt('P', { status: 'ACCEPTED', clientReference: 'order-8' }),
    ];
    const given = await hook.perform(json(body), inputData);
    expect(given).toEqual(wanted.map((message_id) => expect.objectContaining({ message_id })));
  });

  test('can be XML in a form field', async () => {
    const xml =
      '<deliveryreceipt><deliveryMessageId>AA</deliveryMessageId><status>EXPIRED</status></deliveryreceipt>';
    const form = {
      body: new URLSearchParams({ xml }).toString(),
      contentType: 'application/x-www-form-urlencoded',
    };
    for (const posted of [form, { body: xml, contentType: 'text/xml' }]) {
      expect(await hook.perform(posted)).toMatchObject([{ id: 'AA:EXPIRED', outcome: 'failed' }]);
    }
  });
});

describe('Include Message', () => {
  const ASKED = { include_message: true };

  test('looks up the message of each receipt once', async () => {
    const { account, authData } = newAccount(world());
    const [first, second] = world().sandbox.seedMessages(account, 2);
    const ids = [first, first, second].map((message) => hexId(message?.id ?? ''));
    const body = ids.map((id, index) => receipt(id, { status: index === 0 ? 'ACCEPTED' : 'DELIVERED' }));
    const given = await hook.perform(json(body), ASKED, authData);
    expect(given).toMatchObject(
      ids.map((id) => ({ message_id: id, message: { id, direction: 'outbound' } })),
    );
    expect(paths().sort()).toEqual([...new Set(ids)].map((id) => `/message/${id}`).sort());
  });

  test('is null if there is no such message or its ID is invalid', async () => {
    const given = await hook.perform(json([receipt('AA'), receipt('../auth/test')]), ASKED);
    expect(given).toMatchObject([{ message: null }, { message: null }]);
    expect(paths().sort()).toEqual(['/message', '/message', '/message/AA']);
  });

  test.each(['status', 'drop', 'html', 'truncated'] as const)(
    'returns the receipt even if the look-up fails (%s)',
    async (kind) => {
      world().sandbox.faults.add({ kind, path: '/message/*', times: 'always' });
      expect(await hook.perform(json(receipt('AA')), ASKED)).toMatchObject([
        { message_id: 'AA', message: null },
      ]);
    },
  );

  test('searches the preceding days on Vortex', async () => {
    const { account, authData } = newAccount(world(), 'vortex');
    const [message] = world().sandbox.seedMessages(account, 1, {
      createdAt: Date.parse('2024-02-01T05:00:00Z'),
    });
    const id = message?.id ?? '';
    expect(await hook.perform(json(receipt(id)), ASKED, authData)).toMatchObject([{ message: { id } }]);
    expect(paths()).toEqual(['/messages/history']);
  });
});

describe('performList', () => {
  const minutesAgo = (minutes: number) => Date.now() - minutes * 60_000;

  test('returns recent receipts from the log', async () => {
    const { account, authData } = newAccount(world());
    world().sandbox.seedMessages(account, 5, {
      createdAt: (index) => minutesAgo(50 - index),
      status: (index) => (index === 4 ? 'EXPIRED' : 'DELIVERED'),
      reference: (index) => `order-${index}`,
    });
    world().sandbox.seedMessages(account, 1, { direction: 'MO' });
    const given = await hook.list({ include_message: 'yes' }, authData);
    expect(given).toMatchObject([
      { reference: 'order-4', outcome: 'failed', message: { reference: 'order-4' } },
      { reference: 'order-3', outcome: 'delivered', message: { reference: 'order-3' } },
      { reference: 'order-2', outcome: 'delivered', message: { reference: 'order-2' } },
    ]);
    expect(paths()).toHaveLength(1);
  });

  test('applies the filters, and includes the message only if requested', async () => {
    const { account, authData } = newAccount(world());
    const status = (index: number) => (index % 2 ? 'EXPIRED' : 'DELIVERED');
    world().sandbox.seedMessages(account, 4, { status });
    const given = await hook.list({ outcomes: ['failed'] }, authData);
    expect(given).toMatchObject([
      { status: 'EXPIRED', message: null },
      { status: 'EXPIRED', message: null },
    ]);
  });

  test('reads a month with two requests if the last day is empty', async () => {
    const { account, authData } = newAccount(world());
    world().sandbox.seedMessages(account, 1, { createdAt: minutesAgo(20 * 24 * 60) });
    expect(await hook.list({}, authData)).toHaveLength(1);
    expect(paths()).toHaveLength(2);
  });

  test('is empty for an account without messages', async () => {
    expect(await hook.list({}, newAccount(world()).authData)).toEqual([]);
  });
});
