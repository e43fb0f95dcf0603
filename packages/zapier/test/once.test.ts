import { GatewayError, type GatewayErrorKind } from '@messaging/errors/gateway-error';
import fc from 'fast-check';
import { PlatformCache } from '../../../sandbox/zapier/cache.ts';
import { type CacheFault, type Interference, zCacheOn } from '../../../tools/testing/cache.ts';
import { type ConnectionCache, openCache } from '../src/cache.ts';
import { once } from '../src/once.ts';

const DAY = 24 * 60 * 60 * 1000;
const SILENT =
  'Zapier did not say whether this was sent before, so nothing was sent now: replay this run in a few minutes.';

let now = 0;
let platform = new PlatformCache(() => now);
let done = 0;

beforeEach(() => {
  now = Date.UTC(2026, 5, 10);
  platform = new PlatformCache(() => now);
  done = 0;
});

const cacheOf = (connection = 'ours', interference: Interference = {}) =>
  openCache(zCacheOn(platform, connection, interference));

const work = async () => {
  done += 1;
  return done;
};

const run = (identity = ['447700900123', 'order-1042'], connection?: string, interference?: Interference) =>
  once(cacheOf(connection, interference), identity, work);

const failing = (kind: GatewayErrorKind) =>
  once(cacheOf(), ['447700900123', 'order-1042'], () =>
    Promise.reject(new GatewayError('It did not work.', { kind })),
  );

test('the first does it, a repeat does not', async () => {
  expect(await run()).toBe(1);
  expect(await run()).toBeNull();
  expect(done).toBe(1);
});

test('another recipient, another reference and another connection are no repeats', async () => {
  await run();
  expect(await run(['447700900124', 'order-1042'])).toBe(2);
  expect(await run(['447700900123', 'order-1043'])).toBe(3);
  expect(await run(['447700900123', 'order-1042'], 'theirs')).toBe(4);
  expect(await run(['44770090012', '3order-1042'])).toBe(5);
});

test('of twenty at once one does it', async () => {
  const results = await Promise.all(Array.from({ length: 20 }, () => run()));
  expect(results.filter((result) => result !== null)).toEqual([1]);
});

test('after seven days it may be done again', async () => {
  await run();
  now += 7 * DAY - 1;
  expect(await run()).toBeNull();
  now += 1;
  expect(await run()).toBe(2);
});

test('the cache learns neither the recipient nor the reference', async () => {
  await run();
  const kept = JSON.stringify([...platform.entries]);
  expect(platform.entries.size).toBe(1);
  expect(kept).toMatch(/auth:ours\|once:[0-9a-f]{64}"/);
  expect(kept).not.toMatch(/900123|order|1042/);
});

test.each([
  'unauthorized',
  'forbidden',
  'no_credit',
  'opted_out',
  'not_found',
  'rate_limited',
  'refused',
  'unreachable',
] satisfies GatewayErrorKind[])('%s means that it was not done, so the next run does it', async (kind) => {
  await expect(failing(kind)).rejects.toThrow('It did not work.');
  expect(await run()).toBe(1);
});

test.each([
  ['a failure that leaves it open', new GatewayError('It may have worked.', { kind: 'unknown' })],
  ['any other error', new TypeError('a mistake of ours')],
])('after %s it counts as done', async (_, error) => {
  const broken = once(cacheOf(), ['447700900123', 'order-1042'], () => Promise.reject(error));
  await expect(broken).rejects.toBe(error);
  expect(await run()).toBeNull();
  expect(done).toBe(0);
});

describe('a cache that fails', () => {
  const setFails = (wrong: CacheFault): Interference => ({
    fault: (method) => (method === 'zcache_set' ? wrong : undefined),
  });

  test.each(['before', 'after'] satisfies CacheFault[])(
    '%s the claim is recorded: nothing is done, and the next run is free to do it',
    async (wrong) => {
      const failed = run(undefined, undefined, setFails(wrong));
      await expect(failed).rejects.toMatchObject({ kind: 'unreachable', message: SILENT });
      expect(done).toBe(0);
      expect(await run()).toBe(1);
    },
  );

  test('altogether: nothing is done', async () => {
    await expect(run(undefined, undefined, { fault: () => 'before' })).rejects.toThrow(SILENT);
    expect(done).toBe(0);
  });

  test("leaves another run's claim alone", async () => {
    await run();
    await expect(run(undefined, undefined, setFails('before'))).rejects.toThrow(SILENT);
    expect(await run()).toBeNull();
  });

  test('when the claim is given up: the failure is still told', async () => {
    const cache = cacheOf('ours', { fault: (method) => (method === 'zcache_get' ? 'before' : undefined) });
    const refused = once(cache, ['447700900123', 'order-1042'], () =>
      Promise.reject(new GatewayError('Out of credit.', { kind: 'no_credit' })),
    );
    await expect(refused).rejects.toThrow('Out of credit.');
  });
});

describe('a cache that does not say whether it set the value', () => {
  const identity = ['447700900123', 'order-1042'];

  test('is asked who has it', async () => {
    const cache = cacheOf();
    const vague: ConnectionCache = {
      ...cache,
      setIfAbsent: async (...given) => {
        await cache.setIfAbsent(...given);
        return null;
      },
    };
    expect(await once(vague, identity, work)).toBe(1);
    expect(await once(vague, identity, work)).toBeNull();
  });

  test('and where nobody has it, nothing is done', async () => {
    const vague: ConnectionCache = { ...cacheOf(), setIfAbsent: async () => null };
    await expect(once(vague, identity, work)).rejects.toThrow(SILENT);
    expect(done).toBe(0);
  });
});

test('property: however runs and faults interleave, it is done at most once', async () => {
  const outcome = fc.constantFrom('sent', 'unknown', 'refused');
  const fault = fc.option(fc.constantFrom<CacheFault>('before', 'after'), { freq: 6, nil: undefined });
  const runs = fc.array(fc.record({ outcome, faults: fc.array(fault, { maxLength: 4 }) }), {
    minLength: 2,
    maxLength: 8,
  });
  await fc.assert(
    fc.asyncProperty(fc.scheduler(), runs, async (scheduler, plans) => {
      const shared = new PlatformCache(() => now);
      const gone: string[] = [];
      const step = (plan: { outcome: string; faults: (CacheFault | undefined)[] }) => {
        const faults = [...plan.faults];
        const pause = () => scheduler.schedule(Promise.resolve());
        const cache = openCache(zCacheOn(shared, 'ours', { pause, fault: () => faults.shift() }));
        return once(cache, ['447700900123', 'order-1042'], async () => {
          await pause();
          if (plan.outcome === 'refused') throw new GatewayError('No.', { kind: 'refused' });
          gone.push(plan.outcome);
          if (plan.outcome === 'unknown') throw new GatewayError('Perhaps.', { kind: 'unknown' });
          return plan.outcome;
        });
      };
      const ended = Promise.allSettled(plans.map(step));
      await scheduler.waitFor(ended);
      expect(gone.length).toBeLessThanOrEqual(1);

      const isFaultless = plans.every(({ faults }) => faults.every((wrong) => wrong === undefined));
      if (isFaultless && gone.length === 0) {
        const last = await once(openCache(zCacheOn(shared, 'ours')), ['447700900123', 'order-1042'], work);
        expect(last).not.toBeNull();
      }
    }),
    { numRuns: 300 },
  );
});
