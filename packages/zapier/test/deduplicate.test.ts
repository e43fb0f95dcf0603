import { GatewayError, type GatewayErrorKind } from '@messaging/errors/gateway-error';
import { InvalidInputError } from '@messaging/errors/invalid-input';
import fc from 'fast-check';
import { PlatformCache } from '../../../sandbox/zapier/cache.ts';
import { type CacheFault, type Interference, zCacheOn } from '../../../tools/testing/cache.ts';
import { type Cache, openCache } from '../src/cache.ts';
import {
  type Attempt,
  type Deduplication,
  deduplicate,
  type Guard,
  type SentIds,
} from '../src/deduplicate.ts';

const DAY = 24 * 60 * 60 * 1000;
const WEEK_SECONDS = 7 * 24 * 60 * 60;
const SILENT =
  'Could not check whether this message was sent before, so nothing was sent. Replay this run in a few minutes.';
const IDS = { id: 'm-1', batchId: 'b-1' };
const GUARD: Guard = { identity: ['447700900123', 'order-1042'], seconds: WEEK_SECONDS };

let now = 0;
let platform = new PlatformCache(() => now);
let done = 0;

beforeEach(() => {
  now = Date.UTC(2026, 5, 10);
  vi.spyOn(Date, 'now').mockImplementation(() => now);
  platform = new PlatformCache(() => now);
  done = 0;
});

afterEach(() => {
  vi.restoreAllMocks();
});

const cacheOf = (connection = 'ours', interference: Interference = {}) =>
  openCache(zCacheOn(platform, connection, interference));

const given = (more: Partial<Deduplication<SentIds | null>> = {}): Deduplication<SentIds | null> => ({
  reference: 'order-1042',
  work: async () => {
    done += 1;
    return IDS;
  },
  idsOf: (result) => result,
  find: async () => null,
  remaining: () => 0,
  ...more,
});

const run = (more: Partial<Deduplication<SentIds | null>> = {}, guards = [GUARD], cache: Cache = cacheOf()) =>
  deduplicate(cache, guards, given(more));

const failing = (error: unknown) => run({ work: () => Promise.reject(error) });

test('sends the first message, and returns its IDs for a repeat', async () => {
  expect(await run()).toEqual({ result: IDS });
  expect(await run()).toEqual({ first: { kind: 'sent', ids: IDS } });
  expect(done).toBe(1);
});

test('sends again for another recipient, reference, or connection', async () => {
  await run();
  for (const identity of [
    ['447700900124', 'order-1042'],
    ['447700900123', 'order-1043'],
    ['44770090012', '3order-1042'],
  ]) {
    expect(await run({}, [{ ...GUARD, identity }])).toEqual({ result: IDS });
  }
  expect(await run({}, [GUARD], cacheOf('theirs'))).toEqual({ result: IDS });
});

test('sends one of twenty concurrent messages', async () => {
  const results = await Promise.all(Array.from({ length: 20 }, () => run()));
  expect(results.filter((result) => 'result' in result)).toHaveLength(1);
  expect(done).toBe(1);
});

test('sends again after the guard expires', async () => {
  await run();
  now += 7 * DAY - 1;
  expect(await run()).toHaveProperty('first');
  now += 1;
  expect(await run()).toHaveProperty('result');
});

test("measures a guard's time from the start of the first run", async () => {
  const guard = { identity: ['x'], seconds: 60 };
  const work = async () => {
    now += 20_000;
    return IDS;
  };
  await run({ work }, [guard]);
  now += 39_999;
  expect(await run({}, [guard])).toHaveProperty('first');
  now += 1;
  expect(await run({}, [guard])).toHaveProperty('result');
});

test('drops a guard that expires during its run', async () => {
  const guard = { identity: ['x'], seconds: 10 };
  const work = async () => {
    now += 20_000;
    return IDS;
  };
  await run({ work }, [guard]);
  expect(await run({}, [guard])).toHaveProperty('result');
});

test('stores neither the recipient nor the reference in the cache', async () => {
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
] satisfies GatewayErrorKind[])('releases the guard after %s, because nothing was sent', async (kind) => {
  await expect(failing(new GatewayError('No.', { kind }))).rejects.toThrow('No.');
  expect(await run()).toHaveProperty('result');
});

test('releases the guard after invalid input', async () => {
  await expect(failing(new InvalidInputError('No.'))).rejects.toThrow('No.');
  expect(await run()).toHaveProperty('result');
});

describe('after an unclear first send', () => {
  const leaveUnclear = {
    'a result': () => run({ work: async () => null }),
    'an error': () => failing(new GatewayError('Perhaps.', { kind: 'unknown' })).catch(() => {}),
    'a fault of ours': () => failing(new TypeError('a fault in here')).catch(() => {}),
  };

  test.each(Object.entries(leaveUnclear))('%s, a repeat sends nothing and is unclear', async (_, leave) => {
    await leave();
    expect(await run()).toEqual({ first: { kind: 'unclear' } });
    expect(done).toBe(0);
  });

  test("a repeat searches the log for the first message's time and reference", async () => {
    await run({ work: async () => null });
    const began = now;
    now += 3 * DAY;
    const attempts: Attempt[] = [];
    await run({
      reference: 'another-one',
      find: async (attempt) => {
        attempts.push(attempt);
        return null;
      },
    });
    const [attempt] = attempts;
    expect(attempt?.at).toEqual(new Date(began));
    expect(['order-1042', 'another-one', null].map((word) => attempt?.isIts(word))).toEqual([
      true,
      false,
      false,
    ]);
  });

  test('a repeat returns the IDs from the log, and stores them', async () => {
    await run({ work: async () => null });
    const found = { first: { kind: 'sent', ids: { id: 'm-9', batchId: null } } };
    expect(await run({ find: async () => ({ id: 'm-9', batchId: null }) })).toEqual(found);
    expect(await run()).toEqual(found);
  });

  test('a repeat is unclear if the log cannot be read', async () => {
    await run({ work: async () => null });
    const find = () => Promise.reject(new GatewayError('No.', { kind: 'forbidden' }));
    expect(await run({ find })).toEqual({ first: { kind: 'unclear' } });
  });
});

describe('while the first run is in progress', () => {
  /** A first one that ends when told to. */
  const begin = () => {
    let end: (result: SentIds | null) => void = () => {};
    let fail: (error: Error) => void = () => {};
    const work = () =>
      new Promise<SentIds | null>((resolve, reject) => {
        end = resolve;
        fail = reject;
      });
    return {
      first: run({ work }),
      end: (ids: SentIds | null) => end(ids),
      fail: (error: Error) => fail(error),
    };
  };
  const soon = () => new Promise((resolve) => setTimeout(resolve, 50));

  test("a repeat waits and returns the first message's IDs", async () => {
    const { first, end } = begin();
    await soon();
    const repeat = run({ remaining: () => 25_000 });
    await soon();
    end(IDS);
    await first;
    expect(await repeat).toEqual({ first: { kind: 'sent', ids: IDS } });
  });

  test('a repeat sends if the first message is refused', async () => {
    const { first, fail } = begin();
    await soon();
    const repeat = run({ remaining: () => 25_000 });
    await soon();
    fail(new GatewayError('Out of credit.', { kind: 'no_credit' }));
    await expect(first).rejects.toThrow('Out of credit.');
    expect(await repeat).toEqual({ result: IDS });
    expect(done).toBe(1);
  });

  test.each([
    ['has no time to wait', 0, 8_000],
    ['comes after the first one must have ended', 30_000, 25_000],
  ])('a repeat that %s searches the log', async (_, later, left) => {
    const { end } = begin();
    await soon();
    now += later;
    expect(await run({ remaining: () => left })).toEqual({ first: { kind: 'unclear' } });
    end(IDS);
  });

  test('a repeat sends nothing if the cache fails meanwhile', async () => {
    const { end } = begin();
    await soon();
    let gets = 0;
    const fault = (method: string): CacheFault | undefined => {
      gets += method === 'zcache_get' ? 1 : 0;
      return gets > 1 ? 'before' : undefined;
    };
    const repeat = run({ remaining: () => 25_000 }, [GUARD], cacheOf('ours', { fault }));
    await expect(repeat).rejects.toMatchObject({ kind: 'unreachable', message: SILENT });
    end(IDS);
    expect(done).toBe(0);
  });
});

describe('two guards', () => {
  const OTHER: Guard = { identity: ['repeat', 'the same text'], seconds: 60 };

  test('each detects a repeat', async () => {
    await run({}, [GUARD, OTHER]);
    expect(await run({}, [GUARD])).toHaveProperty('first');
    expect(await run({}, [OTHER])).toHaveProperty('first');
  });

  test('the first is released if the second is held', async () => {
    await run({}, [OTHER]);
    expect(await run({}, [GUARD, OTHER])).toEqual({ first: { kind: 'sent', ids: IDS } });
    expect(await run({}, [GUARD])).toHaveProperty('result');
  });

  test('both are released after a refusal', async () => {
    const refused = run({ work: () => Promise.reject(new GatewayError('No.', { kind: 'refused' })) }, [
      GUARD,
      OTHER,
    ]);
    await expect(refused).rejects.toThrow('No.');
    expect(await run({}, [GUARD, OTHER])).toHaveProperty('result');
  });
});

describe('a failing cache', () => {
  const setFails = (wrong: CacheFault): Interference => ({
    fault: (method) => (method === 'zcache_set' ? wrong : undefined),
  });

  test.each(['before', 'after'] satisfies CacheFault[])(
    '%s the claim is stored: sends nothing, and the next run can send',
    async (wrong) => {
      const failed = run({}, [GUARD], cacheOf('ours', setFails(wrong)));
      await expect(failed).rejects.toMatchObject({ kind: 'unreachable', message: SILENT });
      expect(done).toBe(0);
      expect(await run()).toHaveProperty('result');
    },
  );

  test('on every call: sends nothing', async () => {
    await expect(run({}, [GUARD], cacheOf('ours', { fault: () => 'before' }))).rejects.toThrow(SILENT);
    expect(done).toBe(0);
  });

  test("does not touch another run's claim", async () => {
    await run();
    expect(await run({}, [GUARD], cacheOf('ours', setFails('before')))).toHaveProperty('first');
    expect(await run()).toHaveProperty('first');
  });

  test('when a claim is released: still reports the failure', async () => {
    let gets = 0;
    const fault = (method: string): CacheFault | undefined => {
      gets += method === 'zcache_get' ? 1 : 0;
      return gets > 1 ? 'before' : undefined;
    };
    const cache = cacheOf('ours', { fault });
    const refused = run(
      { work: () => Promise.reject(new GatewayError('Out of credit.', { kind: 'no_credit' })) },
      [GUARD],
      cache,
    );
    await expect(refused).rejects.toThrow('Out of credit.');
  });

  test('when the result is stored: still returns the result', async () => {
    let sets = 0;
    const fault = (method: string): CacheFault | undefined => {
      sets += method === 'zcache_set' ? 1 : 0;
      return sets > 1 ? 'before' : undefined;
    };
    expect(await run({}, [GUARD], cacheOf('ours', { fault }))).toEqual({ result: IDS });
    now += 30_000;
    expect(await run()).toEqual({ first: { kind: 'unclear' } });
  });
});

test('a cache that always sets the value lets a repeat through no more than any other', async () => {
  const cache = cacheOf();
  const careless: Cache = {
    ...cache,
    setIfAbsent: async (key, value, seconds) => {
      await cache.set(key, value, seconds);
      return true;
    },
  };
  expect(await run({}, [GUARD], careless)).toHaveProperty('result');
  expect(await run({}, [GUARD], careless)).toEqual({ first: { kind: 'sent', ids: IDS } });
});

describe('a cache that does not report whether it set the value', () => {
  test('reads the value back', async () => {
    const cache = cacheOf();
    const vague: Cache = {
      ...cache,
      setIfAbsent: async (...asked) => {
        await cache.setIfAbsent(...asked);
        return null;
      },
    };
    expect(await run({}, [GUARD], vague)).toHaveProperty('result');
    expect(await run({}, [GUARD], vague)).toHaveProperty('first');
  });

  test('sends nothing if the value is missing', async () => {
    await expect(run({}, [GUARD], { ...cacheOf(), setIfAbsent: async () => null })).rejects.toThrow(SILENT);
    expect(done).toBe(0);
  });
});

test('treats a record of an earlier version as a sent message', async () => {
  await run();
  const [at] = platform.entries.keys();
  platform.entries.set(String(at), { value: '"the id of a run"', ends: now + DAY });
  expect(await run()).toEqual({ first: { kind: 'sent', ids: { id: null, batchId: null } } });
});

test('property: sends at most once for any order of runs and faults', async () => {
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
        const work = async () => {
          await pause();
          if (plan.outcome === 'refused') throw new GatewayError('No.', { kind: 'refused' });
          gone.push(plan.outcome);
          return plan.outcome === 'unknown' ? null : IDS;
        };
        return run({ work }, [GUARD], cache);
      };
      const ended = Promise.allSettled(plans.map(step));
      await scheduler.waitFor(ended);
      expect(gone.length).toBeLessThanOrEqual(1);

      const isFaultless = plans.every(({ faults }) => faults.every((wrong) => wrong === undefined));
      if (isFaultless && gone.length === 0) {
        expect(await run({}, [GUARD], openCache(zCacheOn(shared, 'ours')))).toHaveProperty('result');
      }
    }),
    { numRuns: 300 },
  );
});
