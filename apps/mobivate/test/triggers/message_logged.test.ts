import { useDrivenClock } from '../../../../tools/testing/clock.ts';
import messageLogged from '../../src/triggers/message_logged.ts';
import { failureOf, useWorld } from '../support/world.ts';
import { keysOf, newAccount } from './support.ts';

const world = useWorld();

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

type Fields = Record<string, unknown>;

const poll = async (authData: Fields, inputData: Fields = {}, meta: Fields = {}) => {
  const given = await world().zapier.run('triggers.message_logged.operation.perform', {
    authData,
    inputData,
    meta,
  });
  return Array.isArray(given) ? given : [];
};

const requests = () => world().sandbox.requests.length;

const isNewestFirst = (messages: { created_at: string }[]) =>
  messages.every(
    (message, index) => message.created_at <= (messages[index - 1]?.created_at ?? message.created_at),
  );

const LISTS = [
  ['classic', { classicOrder: 'newest' }],
  ['classic', { classicOrder: 'oldest' }],
  ['classic', { classicOrder: 'shuffled' }],
  ['vortex', { vortexLists: 'real' }],
  ['vortex', { vortexLists: 'documented' }],
] as const;

describe.each(LISTS)('on %s with %j', (platform, settings) => {
  test('polls with one request, and returns every message once, newest first', async () => {
    const { sandbox } = world();
    Object.assign(sandbox.settings, settings);
    const { account, authData } = newAccount(world(), platform);
    sandbox.seedMessages(account, 300, { from: Date.now() - DAY / 2, to: Date.now() });
    const messages = await poll(authData);
    expect(new Set(messages.map(({ id }) => id)).size).toBe(300);
    expect(isNewestFirst(messages)).toBe(true);
    expect(requests()).toBe(1);
  });

  test('returns all of 3,000 messages in ten minutes', async () => {
    const { sandbox } = world();
    Object.assign(sandbox.settings, settings);
    const { account, authData } = newAccount(world(), platform);
    sandbox.seedMessages(account, 2000, { from: Date.now() - DAY, to: Date.now() - DAY / 2 });
    const burst = sandbox.seedMessages(account, 3000, { from: Date.now() - 10 * MINUTE, to: Date.now() });
    const messages = await poll(authData);
    const ids = new Set(messages.map(({ id }) => id.replaceAll('-', '').toLowerCase()));
    expect(burst.filter(({ id }) => !ids.has(id.replaceAll('-', '')))).toEqual([]);
    // If the list starts with the oldest, its first page changes between polls without new messages.
    expect(ids.size).toBe(burst.length);
    expect(ids.size).toBe(messages.length);
    expect(isNewestFirst(messages)).toBe(true);
  });

  test('returns three samples with the keys of the static sample', async () => {
    const { sandbox } = world();
    Object.assign(sandbox.settings, settings);
    const { account, authData } = newAccount(world(), platform);
    sandbox.seedMessages(account, 20);
    const messages = await poll(authData, {}, { isLoadingSample: true });
    expect(messages).toHaveLength(3);
    for (const message of messages) expect(keysOf(message)).toEqual(keysOf(messageLogged.operation.sample));
    expect(requests()).toBe(1);
  });
});

describe('the samples of an account without recent messages', () => {
  test.each(['classic', 'vortex'] as const)(
    'are from the last month, with two requests (%s)',
    async (platform) => {
      const { account, authData } = newAccount(world(), platform);
      const createdAt = (index: number) => Date.now() - (25 - index) * DAY;
      world().sandbox.seedMessages(account, 5, { createdAt, text: String });
      const messages = await poll(authData, {}, { isLoadingSample: true });
      expect(messages.map(({ body }) => body)).toEqual(['4', '3', '2']);
      expect(requests()).toBe(2);
    },
  );

  test('take no third request if that month has many messages', async () => {
    const { account, authData } = newAccount(world());
    world().sandbox.seedMessages(account, 1100, { from: Date.now() - 9 * DAY, to: Date.now() - 8 * DAY });
    expect(await poll(authData, {}, { isLoadingSample: true })).toHaveLength(3);
    expect(requests()).toBe(2);
  });

  test('are empty if there are no messages', async () => {
    expect(await poll(newAccount(world()).authData, {}, { isLoadingSample: true })).toEqual([]);
  });
});

describe('the filters', () => {
  const seeded = (platform: 'classic' | 'vortex') => {
    const { sandbox } = world();
    const { account, authData } = newAccount(world(), platform);
    sandbox.seedMessages(account, 1, { originator: 'Bakery', recipient: '447700900123', text: 'out' });
    sandbox.seedMessages(account, 1, {
      originator: '447700900800',
      recipient: '447700900124',
      text: 'number',
    });
    sandbox.seedMessages(account, 1, {
      originator: '447700900123',
      recipient: '60777',
      text: 'in',
      direction: 'MO',
    });
    return authData;
  };

  const FILTERS = [
    [{}, ['in', 'number', 'out']],
    [{ direction: 'any' }, ['in', 'number', 'out']],
    [{ direction: 'outbound' }, ['number', 'out']],
    [{ direction: 'Inbound' }, ['in']],
    [{ originator: 'bakery' }, ['out']],
    [{ originator: '+44 7700 900800' }, ['number']],
    [{ recipient: '60777' }, ['in']],
    [{ recipient: '07700 900123' }, ['out']],
    [{ recipient: '0044 7700 900124', direction: 'inbound' }, []],
  ] as const;

  describe.each(['classic', 'vortex'] as const)('on %s', (platform) => {
    test.each(FILTERS)('%j returns %j', async (inputData, bodies) => {
      const messages = await poll(seeded(platform), inputData);
      expect(messages.map(({ body }) => body).sort()).toEqual(bodies);
    });
  });
});

describe('on a driven clock', () => {
  const clock = useDrivenClock();

  test('fails with advice if the last half hour cannot be read whole', async () => {
    const { sandbox } = world();
    const { account, authData } = newAccount(world());
    sandbox.seedMessages(account, 3000, { from: Date.now() - 10 * MINUTE, to: Date.now() });
    sandbox.faults.add({ kind: 'latency', path: '/message', when: 'before', times: 2 });
    sandbox.faults.add({ kind: 'hang', path: '/message', times: 'always' });
    const ended = failureOf(poll(authData));
    await clock.until(() => requests() > 2);
    expect((await clock.through(ended)).message).toMatch(/Choose one Direction/);
  });
});
