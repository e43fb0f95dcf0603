import type { SeedOptions } from '../../../../sandbox/mobivate/index.ts';
import { useDrivenClock } from '../../../../tools/testing/clock.ts';
import { failureOf, useWorld } from '../support/world.ts';

const world = useWorld();

type Platform = 'classic' | 'vortex';
const PLATFORMS = ['classic', 'vortex'] as const;

/** An account of its own, with messages in its log, and the search in it. */
const startAccount = (platform: Platform) => {
  const { sandbox, zapier } = world();
  const account = sandbox.createAccount({ name: `own-${Math.random()}`, platform });
  return {
    account,
    seed: (count: number, options: SeedOptions) => sandbox.seedMessages(account, count, options),
    find: (inputData: Record<string, unknown>): Promise<unknown> =>
      zapier.run('searches.find_message.operation.perform', {
        authData: { api_key: account.key, default_country: 'GB' },
        inputData,
      }),
  };
};

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

const NOW = Math.floor(Date.now() / 1000) * 1000;

const textsIn = (messages: unknown): unknown[] =>
  Array.isArray(messages) ? messages.map(({ body }) => body) : [];

describe('by id', () => {
  test('Classic requests the message', async () => {
    const { find, seed } = startAccount('classic');
    const [message] = seed(1, { text: 'One {{n}}' });
    const id = message?.id.replaceAll('-', '').toUpperCase();
    expect(await find({ id, recipient: 'ignored' })).toMatchObject([{ id, body: 'One {{n}}' }]);
    expect(world().sandbox.requests.map(({ target }) => target)).toEqual([`/message/${id}`]);
  });

  test('Vortex searches the history', async () => {
    const { find, seed } = startAccount('vortex');
    const [message] = seed(3, { createdAt: NOW - 3 * DAY });
    expect(await find({ id: message?.id })).toMatchObject([{ id: message?.id }]);
    const [request] = world().sandbox.requests;
    expect(request?.path).toBe('/messages/history');
    expect(request?.query).toEqual({
      fromDate: new Date(Date.now() + HOUR - 7 * DAY).toISOString().slice(0, 10),
      toDate: new Date(Date.now() + HOUR + DAY).toISOString().slice(0, 10),
      offset: '0',
      limit: '5000',
    });
  });

  test('Vortex searches the given period', async () => {
    const { find, seed } = startAccount('vortex');
    const [message] = seed(1, { createdAt: NOW - 30 * DAY });
    expect(await find({ id: message?.id })).toEqual([]);
    expect(await find({ id: message?.id, from: new Date(NOW - 31 * DAY).toISOString() })).toHaveLength(1);
  });

  test.each(PLATFORMS)('%s: returns nothing for an unknown id', async (platform) => {
    expect(await startAccount(platform).find({ id: 'ffffffffffffffffffffffffffffffff' })).toEqual([]);
  });

  test.each([
    [500, 'Mobivate returned a server error. Nothing was changed. Try again in a few minutes.'],
    [403, /^Mobivate does not allow this/],
  ])('Classic: reports a %i instead of an empty result', async (status, sentence) => {
    const { find } = startAccount('classic');
    world().sandbox.faults.add({ kind: 'status', status, times: 'always' });
    const { message } = await failureOf(find({ id: 'ffffffffffffffffffffffffffffffff' }));
    expect(message).toMatch(sentence);
  });

  test.each(['../auth/test', '..', '%2e%2e', '%2E%2E%2Fauth%2Ftest', 'a/b', '?page=1', 'a b', '.'])(
    'Classic: encodes %s in the path',
    async (id) => {
      expect(await startAccount('classic').find({ id })).toEqual([]);
      expect(world().sandbox.requests).toEqual([]);
    },
  );
});

test('does not match a message without sender and recipient to a name', async () => {
  world().sandbox.faults.add({
    kind: 'shape',
    body: { results: [{ id: 'm-1' }], matches: 1 },
    times: 'always',
  });
  const { find } = startAccount('vortex');
  expect(await find({ originator: 'Bakery' })).toEqual([]);
  expect(await find({ recipient: '60777' })).toEqual([]);
  expect(await find({ reference: '', direction: 'outbound' })).toHaveLength(1);
});

describe.each(PLATFORMS)('%s: by filters', (platform) => {
  const seeded = () => {
    const started = startAccount(platform);
    started.seed(1, { text: 'reference', reference: 'r-1', createdAt: NOW - 1 * HOUR });
    started.seed(1, { text: 'recipient', recipient: '447700900555', createdAt: NOW - 2 * HOUR });
    started.seed(1, { text: 'originator', originator: 'Cakes', createdAt: NOW - 3 * HOUR });
    started.seed(1, { text: 'inbound', direction: 'MO', recipient: '60777', createdAt: NOW - 4 * HOUR });
    started.seed(1, { text: 'failed', status: 'UNDELIVERED', createdAt: NOW - 5 * HOUR });
    started.seed(1, { text: 'pending', status: 'SENT', createdAt: NOW - 6 * HOUR });
    started.seed(1, { text: 'old', reference: 'r-0', createdAt: NOW - 8 * DAY });
    return started;
  };

  test.each([
    [{ reference: 'r-1' }, ['reference']],
    [{ reference: 'r-' }, []],
    [{ recipient: '+44 7700 900555' }, ['recipient']],
    [{ recipient: '(0)7700 900555' }, ['recipient']],
    [{ recipient: '7700900555' }, ['recipient']],
    [{ recipient: '60777' }, ['inbound']],
    [{ originator: 'cakes' }, ['originator']],
    [{ direction: 'inbound' }, ['inbound']],
    [{ direction: 'outbound', originator: 'CAKES' }, ['originator']],
    [{ outcomes: ['failed'] }, ['failed']],
    [{ outcomes: ['pending', 'failed'] }, ['failed', 'pending']],
    [
      { from: new Date(NOW - 7 * DAY).toISOString() },
      ['reference', 'recipient', 'originator', 'inbound', 'failed', 'pending'],
    ],
    [{ direction: 'outbound', limit: 2 }, ['reference', 'recipient']],
    [{ direction: 'outbound', limit: '1' }, ['reference']],
    [{ reference: 'r-0' }, []],
    [{ reference: 'r-0', from: new Date(NOW - 9 * DAY).toISOString() }, ['old']],
    [{ to: new Date(NOW - 5 * HOUR).toISOString() }, ['failed', 'pending']],
    [
      { from: new Date(NOW - 2 * HOUR).toISOString(), to: new Date(NOW - 2 * HOUR).toISOString() },
      ['recipient'],
    ],
  ])('%j finds %j', async (inputData, texts) => {
    const { find } = seeded();
    expect(textsIn(await find(inputData))).toEqual(texts);
  });

  test('returns every field of a message', async () => {
    const { find, seed } = startAccount(platform);
    const [message] = seed(1, { text: 'Hi {{n}}', reference: 'r-9', parts: 1, cost: 0.037, createdAt: NOW });
    const created = new Date(NOW).toISOString();
    expect(await find({ reference: 'r-9' })).toEqual([
      {
        id: platform === 'classic' ? message?.id.replaceAll('-', '').toUpperCase() : message?.id,
        direction: 'outbound',
        originator: 'Mobivate',
        recipient: '447700900000',
        body: 'Hi {{n}}',
        status: 'DELIVERED',
        outcome: 'delivered',
        is_final: true,
        reference: 'r-9',
        campaign_id: null,
        route_id: platform === 'classic' ? 'mglobal' : null,
        parts: 1,
        cost: 0.037,
        currency: 'EUR',
        in_reply_to: null,
        created_at: created,
        updated_at: created,
      },
    ]);
  });

  test('refuses a period that ends before it starts, without a request', async () => {
    const { find } = startAccount(platform);
    expect((await failureOf(find({ from: '2026-03-02', to: '2026-03-01' }))).message).toMatch(
      /is before From/,
    );
    expect(world().sandbox.requests).toEqual([]);
  });

  test('retries a failing read, then reports it', async () => {
    const { find, seed } = startAccount(platform);
    seed(1, {});
    world().sandbox.faults.add({ kind: 'status', status: 502 });
    expect(await find({ direction: 'outbound' })).toHaveLength(1);
    world().sandbox.faults.add({ kind: 'status', status: 503, times: 'always' });
    expect((await failureOf(find({ direction: 'outbound' }))).message).toBe(
      'Mobivate returned a server error. Nothing was changed. Try again in a few minutes.',
    );
    expect(world().sandbox.requests).toHaveLength(5);
  });
});

test.each([{}, { direction: 'any', outcomes: [''], id: ' ', reference: null, limit: 5 }])(
  'refuses %j, because any message would match',
  async (inputData) => {
    expect((await failureOf(startAccount('classic').find(inputData))).message).toBe(
      'All fields are blank, so any message would match. Fill in Message, Reference, Recipient, or another field.',
    );
    expect(world().sandbox.requests).toEqual([]);
  },
);

test.each([
  [{ reference: 'r', limit: 0 }, /^Limit "0" is not a whole number from 1 to 100\./],
  [{ reference: 'r', limit: 101 }, /^Limit "101" is not a whole number/],
  [{ direction: 'sideways' }, /^Direction "sideways" is not one of its choices\. Use any, outbound, inbound/],
  [{ outcomes: ['lost'] }, /^Outcomes "lost" is not one of its choices/],
])('refuses %j without a request', async (inputData, sentence) => {
  expect((await failureOf(startAccount('vortex').find(inputData))).message).toMatch(sentence);
  expect(world().sandbox.requests).toEqual([]);
});

describe.each(PLATFORMS)('%s: of 18,000 messages', (platform) => {
  test('finds all matches of all pages, up to the limit', async () => {
    const { find, seed } = startAccount(platform);
    seed(18_000, {
      createdAt: (index) => NOW - index * 30_000,
      reference: (index) => (index % 1_500 === 1_499 ? 'hit' : null),
      text: String,
      parts: 1,
    });
    const hits = Array.from({ length: 12 }, (_, index) => String(index * 1_500 + 1_499));
    expect(textsIn(await find({ reference: 'hit', limit: 100 }))).toEqual(hits);
    expect(textsIn(await find({ reference: 'hit' }))).toEqual(hits.slice(0, 10));
  }, 30_000);
});

describe('an id that is not in the log', () => {
  test('falls back to the reference on Classic', async () => {
    const { find, seed } = startAccount('classic');
    seed(2, { reference: (index) => `r-${index}`, text: String });
    const id = 'a1b2c3d4-0000-4000-8000-000000000000';
    expect(textsIn(await find({ id, reference: 'r-1' }))).toEqual(['1']);
    expect(await find({ id, reference: 'r-2' })).toEqual([]);
    expect(await find({ id })).toEqual([]);
  });

  test('is not requested if a proxy generated it', async () => {
    const { find, seed } = startAccount('vortex');
    seed(1, { reference: 'r-1', text: String });
    expect(await find({ id: 'proxied_1700000000000' })).toEqual([]);
    expect(world().sandbox.requests).toEqual([]);
    expect(textsIn(await find({ id: 'proxied_1700000000000', reference: 'r-1' }))).toEqual(['0']);
  });
});

describe('in a busy Classic account', () => {
  const targets = () =>
    world().sandbox.requests.map(({ query }) => `${query.startDate}..${query.endDate} p${query.page}`);

  /** Six thousand messages over the last six days, with a hit now and then. */
  const startBusy = (hits: readonly number[]) => {
    const started = startAccount('classic');
    started.seed(6_000, { createdAt: (index) => NOW - index * (DAY / 1_000) });
    for (const hoursAgo of hits) {
      started.seed(1, { text: `hit ${hoursAgo}`, reference: 'hit', createdAt: NOW - hoursAgo * HOUR });
    }
    return started;
  };

  test('reads a list sorted newest first up to the page that completes the limit', async () => {
    const { find } = startBusy([30, 31, 100]);
    expect(textsIn(await find({ reference: 'hit', limit: 1 }))).toEqual(['hit 30']);
    // A few pages are asked for at once where they come slowly.
    expect(targets().length).toBeLessThanOrEqual(5);
    expect(targets().every((target) => target.startsWith(targets()[0]?.slice(0, -1) ?? '?'))).toBe(true);
    expect(textsIn(await find({ reference: 'hit' }))).toEqual(['hit 30', 'hit 31', 'hit 100']);
  });

  test.each(['oldest', 'shuffled'] as const)(
    'reads a list sorted %s first in slices of time, newest first',
    async (classicOrder) => {
      world().sandbox.settings.classicOrder = classicOrder;
      const { find } = startBusy([0.1, 1, 100]);
      expect(textsIn(await find({ reference: 'hit', limit: 1 }))).toEqual(['hit 0.1']);
      expect(targets().length).toBeLessThanOrEqual(6);
      expect(textsIn(await find({ reference: 'hit' }))).toEqual(['hit 0.1', 'hit 1', 'hit 100']);
    },
  );

  test.each(['newest', 'oldest', 'shuffled'] as const)(
    'returns nothing from an empty list sorted %s first',
    async (classicOrder) => {
      world().sandbox.settings.classicOrder = classicOrder;
      const { find } = startBusy([]);
      expect(await find({ reference: 'hit' })).toEqual([]);
      expect(targets().length).toBeLessThanOrEqual(14);
    },
  );

  test('returns up to 100 matches, newest first', async () => {
    world().sandbox.settings.classicOrder = 'shuffled';
    const { find } = startBusy([]);
    const texts = textsIn(await find({ direction: 'outbound', limit: 100 }));
    expect(texts).toHaveLength(100);
    expect(texts[0]).toBe('Message 1');
  });

  test('does not assume an order if all messages have the same time', async () => {
    const { find, seed } = startAccount('classic');
    seed(1_000, { createdAt: NOW - 2 * DAY, reference: 'hit' });
    seed(500, { createdAt: NOW - DAY, reference: 'hit', text: 'newest' });
    world().sandbox.settings.classicOrder = 'oldest';
    expect(textsIn(await find({ reference: 'hit' }))[0]).toBe('newest');
  });

  describe('when the step runs out of time', () => {
    const clock = useDrivenClock();

    test('reports an incomplete search instead of an empty result', async () => {
      const { sandbox } = world();
      const { find } = startBusy([]);
      sandbox.faults.add({ kind: 'latency', times: 2 });
      sandbox.faults.add({ kind: 'hang', times: 'always' });
      const failing = failureOf(find({ reference: 'hit' }));
      await clock.until(() => sandbox.requests.length > 2);
      expect((await clock.through(failing)).message).toMatch(
        /^The message log is too long to read in one step, so nothing was changed\. Choose a shorter period/,
      );
    });
  });
});

test('Vortex: does not trust the order of the history', async () => {
  const { find } = startAccount('vortex');
  const record = (id: string, created_at: string) => ({
    id,
    reference: 'hit',
    status: 'DELIVERED',
    created_at,
  });
  const { sandbox } = world();
  const at = (daysAgo: number) => new Date(NOW - daysAgo * DAY).toISOString();
  const page = [record('older', at(2)), record('old', at(1))];
  sandbox.faults.add({ kind: 'shape', body: { results: page, matches: 5_001 } });
  sandbox.faults.add({ kind: 'shape', body: { results: [record('newest', at(0))], matches: 1 } });
  expect(await find({ reference: 'hit', limit: 1 })).toMatchObject([{ id: 'newest' }]);
  expect(sandbox.requests.map(({ query }) => [query.fromDate, query.toDate])).toEqual([
    [expect.any(String), expect.any(String)],
    [
      new Date(Date.now() + HOUR).toISOString().slice(0, 10),
      new Date(Date.now() + HOUR + DAY).toISOString().slice(0, 10),
    ],
  ]);
});

test('Vortex: reads the time of the documented record', async () => {
  const record = { id: 'one', text: 'Hi', status: 'Delivered', sent_on: new Date(NOW).toISOString() };
  world().sandbox.faults.add({ kind: 'shape', body: { success: true, records: [record], total: 1 } });
  expect(await startAccount('vortex').find({ direction: 'outbound' })).toMatchObject([
    { id: 'one', status: 'DELIVERED', created_at: record.sent_on, updated_at: record.sent_on },
  ]);
});
