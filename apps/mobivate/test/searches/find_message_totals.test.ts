import { useDrivenClock } from '../../../../tools/testing/clock.ts';
import { failureOf, useWorld } from '../support/world.ts';

const world = useWorld();

type Platform = 'classic' | 'vortex';
const PLATFORMS = ['classic', 'vortex'] as const;

const FROM = Date.parse('2026-03-01T00:00:00Z');
const TO = Date.parse('2026-03-08T00:00:00Z');
const WEEK = { from: '2026-03-01', to: '2026-03-07' };

const startAccount = (platform: Platform) => {
  const { sandbox, zapier } = world();
  const account = sandbox.createAccount({ name: `own-${Math.random()}`, platform });
  return {
    seed: (count: number, options: Parameters<typeof sandbox.seedMessages>[2]) =>
      sandbox.seedMessages(account, count, options),
    total: (inputData: Record<string, unknown>): Promise<unknown> =>
      zapier.run('searches.find_message_totals.operation.perform', {
        authData: { api_key: account.key },
        inputData,
      }),
  };
};

const STATUSES = ['DELIVERED', 'DELIVERED', 'DELIVERED', 'UNDELIVERED', 'EXPIRED', 'SENT', 'UNKNOWN'];

describe.each(PLATFORMS)('%s', (platform) => {
  test('counts and adds up a period exactly', async () => {
    const { seed, total } = startAccount(platform);
    seed(7, {
      createdAt: (index) => FROM + index,
      status: (index) => STATUSES[index] ?? '',
      cost: 0.1,
      parts: 2,
    });
    seed(1, { createdAt: TO - 1, cost: 0.2, parts: 1 });
    seed(5, { createdAt: FROM - 1 });
    seed(5, { createdAt: TO });
    expect(await total(WEEK)).toEqual([
      {
        id: expect.stringMatching(/^[0-9a-f]{16}$/),
        from: '2026-03-01T00:00:00.000Z',
        to: '2026-03-07T23:59:59.999Z',
        messages: 8,
        delivered: 4,
        failed: 2,
        pending: 1,
        unknown: 1,
        delivery_rate: 4 / 7,
        parts: 15,
        cost: 0.9,
        currency: 'EUR',
        by_status: [
          { status: 'DELIVERED', outcome: 'delivered', messages: 4, parts: 7 },
          { status: 'EXPIRED', outcome: 'failed', messages: 1, parts: 2 },
          { status: 'SENT', outcome: 'pending', messages: 1, parts: 2 },
          { status: 'UNDELIVERED', outcome: 'failed', messages: 1, parts: 2 },
          { status: 'UNKNOWN', outcome: 'unknown', messages: 1, parts: 2 },
        ],
        complete: true,
      },
    ]);
  });

  test('applies filters, and gives the same input the same id', async () => {
    const { seed, total } = startAccount(platform);
    seed(3, { createdAt: FROM, direction: 'MT', originator: 'Cakes', reference: 'easter' });
    seed(2, { createdAt: FROM, direction: 'MT', originator: 'Bread' });
    seed(4, { createdAt: FROM, direction: 'MO', originator: '447700900123' });
    const countOf = async (filter: Record<string, unknown>) => Object(await total({ ...WEEK, ...filter }))[0];
    expect(await countOf({})).toMatchObject({ messages: 9 });
    expect(await countOf({ direction: 'outbound' })).toMatchObject({ messages: 5 });
    expect(await countOf({ direction: 'inbound' })).toMatchObject({ messages: 4 });
    expect(await countOf({ originator: 'cakes' })).toMatchObject({ messages: 3 });
    expect(await countOf({ originator: '+44 7700 900123' })).toMatchObject({ messages: 4 });
    expect(await countOf({ reference: 'easter' })).toMatchObject({ messages: 3 });
    expect(await countOf({ reference: 'east' })).toMatchObject({ messages: 0 });
    expect((await countOf({ direction: 'inbound' })).id).toBe((await countOf({ direction: 'inbound' })).id);
    expect((await countOf({ direction: 'inbound' })).id).not.toBe((await countOf({})).id);
  });

  test('returns totals of zero for an empty period', async () => {
    expect(await startAccount(platform).total(WEEK)).toMatchObject([
      {
        messages: 0,
        delivery_rate: null,
        parts: 0,
        cost: 0,
        currency: null,
        by_status: [],
        complete: true,
      },
    ]);
  });

  test('returns no cost for prices in several currencies', async () => {
    const { seed, total } = startAccount(platform);
    seed(2, { createdAt: FROM, currency: (index) => ['EUR', 'GBP'][index] ?? '' });
    expect(await total(WEEK)).toMatchObject([{ messages: 2, cost: null, currency: null }]);
  });

  test('counts a message that is listed twice once', async () => {
    const record = {
      classic: { id: 'A1', created: '2026-03-02T04:05:06+0000', direction: 'MT', cost: '0.037' },
      vortex: { id: 'A1', created_at: '2026-03-02T04:05:06.000Z', price: '0.037' },
    }[platform];
    const body = platform === 'classic' ? [record, record] : { results: [record, record], matches: 2 };
    world().sandbox.faults.add({ kind: 'shape', body });
    expect(await startAccount(platform).total(WEEK)).toMatchObject([
      {
        messages: 1,
        parts: 0,
        cost: 0.037,
        currency: null,
        by_status: [{ status: null, outcome: 'pending', messages: 1, parts: 0 }],
      },
    ]);
  });

  test('returns no cost without prices', async () => {
    const record = { id: 'A1', created: '2026-03-02T04:05:06+0000', created_at: '2026-03-02T04:05:06.000Z' };
    const body = platform === 'classic' ? [record] : { results: [record], matches: 1 };
    world().sandbox.faults.add({ kind: 'shape', body });
    expect(await startAccount(platform).total(WEEK)).toMatchObject([
      { messages: 1, cost: null, currency: null },
    ]);
  });

  test('reads 20,000 messages within a step', async () => {
    const { seed, total } = startAccount(platform);
    seed(20_000, { from: FROM, to: TO - 1, cost: 0.037, parts: 1 });
    const began = performance.now();
    expect(await total(WEEK)).toMatchObject([{ messages: 20_000, parts: 20_000, cost: 740, complete: true }]);
    expect(performance.now() - began).toBeLessThan(10_000);
    expect(world().sandbox.requests.length).toBeLessThanOrEqual(platform === 'classic' ? 21 : 4);
  });

  describe('when the step runs out of time', () => {
    const clock = useDrivenClock();

    test('returns what was read, marked as incomplete', async () => {
      const { sandbox } = world();
      const { seed, total } = startAccount(platform);
      const page = platform === 'classic' ? 1_000 : 5_000;
      seed(page + 1, { from: FROM, to: TO - 1 });
      sandbox.faults.add({ kind: 'latency', times: 1 });
      sandbox.faults.add({ kind: 'hang', times: 'always' });
      const run = total(WEEK);
      await clock.until(() => sandbox.requests.length > 1);
      expect(await clock.through(run)).toMatchObject([{ messages: page, complete: false }]);
    });
  });

  test.each([
    [{ to: '2026-03-07' }, /^From is blank/],
    [{ from: '2026-03-07' }, /^To is blank/],
    [{ from: '2026-03-07', to: '2026-03-01' }, /^To \(.*\) is before From/],
    [{ from: 'March', to: '2026-03-01' }, /^From "March" is not a date and time/],
  ])('refuses %j without a request', async (inputData, sentence) => {
    expect((await failureOf(startAccount(platform).total(inputData))).message).toMatch(sentence);
    expect(world().sandbox.requests).toEqual([]);
  });
});
