import { useDrivenClock } from '../../../../tools/testing/clock.ts';
import messageStatusChanged from '../../src/triggers/message_status_changed.ts';
import { failureOf, useWorld } from '../support/world.ts';
import { hexId, keysOf, newAccount } from './support.ts';

const world = useWorld();

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

type Fields = Record<string, unknown>;

const poll = async (authData: Fields, inputData: Fields = {}, meta: Fields = {}) => {
  const given = await world().zapier.run('triggers.message_status_changed.operation.perform', {
    authData,
    inputData,
    meta,
  });
  return Array.isArray(given) ? given : [];
};

const requests = () => world().sandbox.requests.length;

test('returns a record per status of a message', async () => {
  const { sandbox } = world();
  const { account, authData } = newAccount(world());
  const [message] = sandbox.seedMessages(account, 1, { status: 'ACCEPTED' });
  const id = hexId(message?.id ?? '');
  expect(await poll(authData)).toMatchObject([
    { id: `${id}:ACCEPTED`, message_id: id, status: 'ACCEPTED', outcome: 'pending', is_final: false },
  ]);
  if (message) message.status = 'DELIVERED';
  expect(await poll(authData)).toMatchObject([
    { id: `${id}:DELIVERED`, message_id: id, status: 'DELIVERED', outcome: 'delivered', is_final: true },
  ]);
});

test.each(['classic', 'vortex'] as const)(
  'returns the last changed first, with one request (%s)',
  async (platform) => {
    const { sandbox } = world();
    const { account, authData } = newAccount(world(), platform);
    const now = Date.now();
    sandbox.seedMessages(account, 6, {
      createdAt: (index) => now - (10 + index) * HOUR,
      updatedAt: (index) => now - (6 - index) * MINUTE,
      text: String,
    });
    const messages = await poll(authData);
    expect(messages.map(({ body }) => body)).toEqual(['5', '4', '3', '2', '1', '0']);
    expect(requests()).toBe(1);
  },
);

test.each([
  ['classic', { classicOrder: 'oldest' }],
  ['classic', { classicOrder: 'shuffled' }],
  ['vortex', { vortexLists: 'documented' }],
] as const)('misses none of 3,000 messages in ten minutes (%s, %j)', async (platform, settings) => {
  const { sandbox } = world();
  Object.assign(sandbox.settings, settings);
  const { account, authData } = newAccount(world(), platform);
  sandbox.seedMessages(account, 3000, { from: Date.now() - 10 * MINUTE, to: Date.now() });
  const messages = await poll(authData);
  expect(new Set(messages.map(({ id }) => id)).size).toBe(3000);
});

test.each(['classic', 'vortex'] as const)(
  'returns all of 18,000 messages (%s)',
  async (platform) => {
    const { account, authData } = newAccount(world(), platform);
    const now = Date.now();
    world().sandbox.seedMessages(account, 18_000, { from: now - 2 * HOUR, to: now, text: String, parts: 1 });
    const messages = await poll(authData);
    expect(new Set(messages.map(({ id }) => id)).size).toBe(18_000);
    expect(messages[0]?.body).toBe('17999');
  },
  30_000,
);

const TOO_MANY =
  'Too many messages were sent in the last 24 hours to read at once. Lower Lookback Hours, or choose Outcomes.';

test('fails with advice if there are more messages than Zapier accepts', async () => {
  const { authData } = newAccount(world());
  const record = { direction: 'MT', status: 'SENT', created: new Date().toISOString() };
  const body = [1, 2].map((id) => ({ ...record, id, body: 'x'.repeat(9_000_000) }));
  world().sandbox.faults.add({ kind: 'shape', path: '/message', body });
  expect((await failureOf(poll(authData))).message).toBe(TOO_MANY);
});

describe('on a driven clock', () => {
  const clock = useDrivenClock();

  test('fails with advice if the lookback period cannot be read completely', async () => {
    const { sandbox } = world();
    const { account, authData } = newAccount(world(), 'vortex');
    sandbox.seedMessages(account, 5001, { from: Date.now() - 2 * HOUR, to: Date.now() });
    sandbox.faults.add({ kind: 'latency', path: '/messages/history', when: 'before' });
    sandbox.faults.add({ kind: 'hang', path: '/messages/history', times: 'always' });
    const ended = failureOf(poll(authData));
    await clock.until(() => requests() === 2);
    expect((await clock.through(ended)).message).toBe(TOO_MANY);
  });
});

test('ignores inbound messages', async () => {
  const { account, authData } = newAccount(world());
  world().sandbox.seedMessages(account, 2, { direction: 'MO' });
  expect(await poll(authData)).toEqual([]);
});

test('ignores a message without a status', async () => {
  const { account, authData } = newAccount(world());
  world().sandbox.seedMessages(account, 2, { status: (index) => (index ? 'SENT' : '') });
  expect(await poll(authData)).toMatchObject([{ status: 'SENT' }]);
});

test('sorts a message without times last', async () => {
  const { authData } = newAccount(world());
  const body = [
    { id: 'AA', direction: 'MT', status: 'SENT' },
    { id: 'BB', direction: 'MT', status: 'SENT', created: new Date().toISOString() },
  ];
  world().sandbox.faults.add({ kind: 'shape', path: '/message', body });
  expect((await poll(authData)).map(({ message_id }) => message_id)).toEqual(['BB', 'AA']);
});

test('returns the chosen outcomes', async () => {
  const { account, authData } = newAccount(world());
  const words = ['DELIVERED', 'EXPIRED', 'PARKED'];
  world().sandbox.seedMessages(account, 3, { status: (index) => words[index] ?? '' });
  const messages = await poll(authData, { outcomes: ['failed', 'pending'] });
  expect(messages.map(({ status }) => status).sort()).toEqual(['EXPIRED', 'PARKED']);
});

describe('Lookback Hours', () => {
  const seeded = () => {
    const { account, authData } = newAccount(world());
    const hours = [1, 23, 25, 71];
    world().sandbox.seedMessages(account, 4, {
      createdAt: (index) => Date.now() - (hours[index] ?? 0) * HOUR,
    });
    return authData;
  };

  test.each([
    [undefined, 2],
    ['', 2],
    [24, 2],
    ['72', 4],
    [2, 1],
    ['1.0', 0],
  ])('%j hours find %i', async (lookback_hours, count) => {
    expect(await poll(seeded(), { lookback_hours })).toHaveLength(count);
  });

  test.each([0, -1, 73, '0.5', 'a day', '1e9'])('rejects %j without a request', async (lookback_hours) => {
    const { authData } = newAccount(world());
    const { message } = await failureOf(poll(authData, { lookback_hours }));
    expect(message).toBe(
      `Lookback Hours "${lookback_hours}" is not a whole number from 1 to 72. Correct it, or leave it blank.`,
    );
    expect(requests()).toBe(0);
  });
});

describe('samples', () => {
  test('returns three records with the keys of the static sample', async () => {
    const { account, authData } = newAccount(world());
    world().sandbox.seedMessages(account, 20);
    const messages = await poll(authData, {}, { isLoadingSample: true });
    expect(messages).toHaveLength(3);
    for (const message of messages) {
      expect(keysOf(message)).toEqual(keysOf(messageStatusChanged.operation.sample));
    }
    expect(requests()).toBe(1);
  });

  test('applies the filters to older messages too', async () => {
    const { account, authData } = newAccount(world());
    const createdAt = Date.now() - 20 * 24 * HOUR;
    world().sandbox.seedMessages(account, 2, { createdAt });
    world().sandbox.seedMessages(account, 1, { createdAt, status: 'EXPIRED' });
    const messages = await poll(authData, { outcomes: ['failed'] }, { isLoadingSample: true });
    expect(messages).toMatchObject([{ status: 'EXPIRED' }]);
  });

  test('reads the last month of a quiet account with two requests', async () => {
    const { account, authData } = newAccount(world());
    world().sandbox.seedMessages(account, 1, { createdAt: Date.now() - 20 * 24 * HOUR });
    expect(await poll(authData, {}, { isLoadingSample: true })).toHaveLength(1);
    expect(requests()).toBe(2);
  });
});
