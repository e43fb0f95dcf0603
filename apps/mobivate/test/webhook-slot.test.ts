import { GatewayError, type GatewayErrorKind } from '@messaging/errors/gateway-error';
import { openCache } from '@messaging/zapier/cache';
import { PlatformCache } from '../../../sandbox/zapier/cache.ts';
import { type Interference, zCacheOn } from '../../../tools/testing/cache.ts';
import { type Holder, leaveSlot, openSlot, takeSlot } from '../src/webhook-slot.ts';

const TAKEN = 'Another Zap has it.';
const SILENT =
  'Could not check which Zap gets these events, so nothing was changed. Turn this Zap on again in a few minutes.';

const ONE = { url: 'https://hooks.example/one', zap: 'zap-1' };
const TWO = { url: 'https://hooks.example/two', zap: 'zap-2' };
const THREE = { url: 'https://hooks.example/three', zap: 'zap-3' };

let platform = new PlatformCache();
/** The URLs registered at the gateway, in order. The last one receives the events. */
const registrations: string[] = [];

beforeEach(() => {
  platform = new PlatformCache();
  registrations.splice(0);
});

const slotOf = (interference: Interference = {}, event = 'receipt', connection = 'ours') =>
  openSlot(openCache(zCacheOn(platform, connection, interference)), event);

const registerUrl = async (url: string) => {
  registrations.push(url);
};

const failing =
  (kind: GatewayErrorKind, times = 1) =>
  async (url: string) => {
    registrations.push(url);
    if (registrations.length <= times) throw new GatewayError('It did not work.', { kind });
  };

const take = (
  zap: Holder,
  given: { force?: boolean; register?: typeof registerUrl; slot?: typeof slotOf } = {},
) =>
  takeSlot((given.slot ?? slotOf)(), zap, {
    register: given.register ?? registerUrl,
    force: given.force ?? false,
    occupied: TAKEN,
  });

const leave = (url: string, register = registerUrl) => leaveSlot(slotOf(), url, register);

describe('taking a slot', () => {
  test('gives the slot to the first Zap', async () => {
    await take(ONE);
    expect(registrations).toEqual([ONE.url]);
    expect(await slotOf().holder()).toEqual(ONE);
  });

  test('keeps a record per connection that never expires', async () => {
    await take(ONE);
    expect([...platform.entries]).toEqual([
      ['auth:ours|slot:receipt', { value: JSON.stringify(ONE), ends: Number.POSITIVE_INFINITY }],
    ]);
  });

  test('refuses a second Zap without calling the gateway', async () => {
    await take(ONE);
    await expect(take(TWO)).rejects.toThrow(TAKEN);
    expect(registrations).toEqual([ONE.url]);
    expect(await slotOf().holder()).toEqual(ONE);
  });

  test('accepts the same URL twice', async () => {
    await take(ONE);
    await take(ONE);
    expect(registrations).toEqual([ONE.url, ONE.url]);
  });

  test('accepts the same URL from a Zap whose id was unknown', async () => {
    await take({ ...ONE, zap: null });
    await take({ ...ONE, zap: null });
    await take(ONE);
    expect(await slotOf().holder()).toEqual(ONE);
  });

  test('replaces the URL of the same Zap', async () => {
    await take(ONE);
    const again = { ...ONE, url: 'https://hooks.example/one-again' };
    await take(again);
    expect(await slotOf().holder()).toEqual(again);
    expect(registrations.at(-1)).toBe(again.url);
  });

  test('treats two Zaps without an id as different', async () => {
    await take({ ...ONE, zap: null });
    await expect(take({ ...TWO, zap: null })).rejects.toThrow(TAKEN);
  });

  test('replaces the holder with force', async () => {
    await take(ONE);
    await take(TWO, { force: true });
    expect(registrations).toEqual([ONE.url, TWO.url]);
    expect(await slotOf().holder()).toEqual(TWO);
  });

  test('keeps slots of other events and connections apart', async () => {
    await take(ONE);
    await take(TWO, { slot: () => slotOf({}, 'click') });
    await take(TWO, { slot: () => slotOf({}, 'receipt', 'theirs') });
    expect(await slotOf().holder()).toEqual(ONE);
  });

  test('treats a record with an invalid id as held', async () => {
    platform.call('zcache_set', ['slot:receipt', `{"url":"${ONE.url}","zap":7}`, null, ['auth']], 'ours');
    await expect(take(TWO)).rejects.toThrow(TAKEN);
  });

  test('treats an unreadable record as free', async () => {
    platform.call('zcache_set', ['slot:receipt', '"somebody"', null, ['auth']], 'ours');
    await take(ONE);
    expect(registrations).toEqual([ONE.url]);
  });
});

describe('concurrent Zaps', () => {
  const ZAPS = Array.from({ length: 20 }, (_, index) => ({
    url: `https://hooks.example/${index}`,
    zap: String(index),
  }));

  /** Delays each call by a pseudorandom time, the same in every test run. */
  const jitter = (seed: number) => {
    let state = seed;
    return () => {
      state = (state * 1103515245 + 12345) % 2147483648;
      return new Promise((resolve) => setTimeout(resolve, state % 4));
    };
  };

  const race = async (seed: number, force: boolean) => {
    const pause = jitter(seed);
    const slow = async (url: string) => {
      await pause();
      await registerUrl(url);
      await pause();
    };
    const attempts = ZAPS.map((zap) => take(zap, { force, register: slow, slot: () => slotOf({ pause }) }));
    return (await Promise.allSettled(attempts)).filter(({ status }) => status === 'fulfilled').length;
  };

  test.each([1, 2, 3, 4, 5])('registers one of twenty Zaps (seed %i)', async (seed) => {
    expect(await race(seed, false)).toBe(1);
    expect(registrations).toEqual([(await slotOf().holder())?.url]);
  });

  test.each([1, 2, 3, 4, 5])('gateway and record agree after twenty take-overs (seed %i)', async (seed) => {
    expect(await race(seed, true)).toBeGreaterThan(0);
    expect(registrations.at(-1)).toBe((await slotOf().holder())?.url);
  });

  test('refuses a Zap if another one takes the slot after its check', async () => {
    let calls = 0;
    const pause = async () => {
      calls += 1;
      if (calls === 2) await take(ONE);
    };
    await expect(take(TWO, { slot: () => slotOf({ pause }) })).rejects.toThrow(TAKEN);
    expect(registrations).toEqual([ONE.url]);
    expect(await slotOf().holder()).toEqual(ONE);
  });
});

describe('when the gateway fails', () => {
  test.each<GatewayErrorKind>(['refused', 'unauthorized', 'unreachable', 'unknown'])(
    'frees the slot (%s)',
    async (kind) => {
      await expect(take(ONE, { register: failing(kind) })).rejects.toThrow('It did not work.');
      expect(await slotOf().holder()).toBeNull();
      await take(TWO);
      expect(await slotOf().holder()).toEqual(TWO);
    },
  );

  test('keeps the former holder if a take-over is refused', async () => {
    await take(ONE);
    registrations.splice(0);
    await expect(take(TWO, { force: true, register: failing('refused') })).rejects.toThrow();
    expect(await slotOf().holder()).toEqual(ONE);
    expect(registrations).toEqual([TWO.url]);
  });

  test('registers the former holder again if the outcome of a take-over is unknown', async () => {
    await take(ONE);
    registrations.splice(0);
    await expect(take(TWO, { force: true, register: failing('unknown') })).rejects.toThrow();
    expect(await slotOf().holder()).toEqual(ONE);
    expect(registrations).toEqual([TWO.url, ONE.url]);
  });

  test('reports the first error if that registration fails too', async () => {
    await take(ONE);
    registrations.splice(0);
    await expect(take(TWO, { force: true, register: failing('unknown', 2) })).rejects.toThrow(
      'It did not work.',
    );
    expect(await slotOf().holder()).toEqual(ONE);
  });

  test('keeps a slot that another Zap took meanwhile', async () => {
    const register = async () => {
      await slotOf().give(TWO);
      throw new GatewayError('It did not work.', { kind: 'refused' });
    };
    await expect(take(ONE, { register })).rejects.toThrow('It did not work.');
    expect(await slotOf().holder()).toEqual(TWO);
  });
});

describe('when another Zap takes the slot during registration', () => {
  test('registers the new holder and throws', async () => {
    const register = async (url: string) => {
      if (url === ONE.url) await slotOf().give(TWO);
      await registerUrl(url);
    };
    await expect(take(ONE, { register })).rejects.toThrow(TAKEN);
    expect(registrations).toEqual([ONE.url, TWO.url]);
  });

  test('repeats this if a third Zap takes the slot', async () => {
    const register = async (url: string) => {
      if (url === ONE.url) await slotOf().give(TWO);
      if (url === TWO.url) await slotOf().give(THREE);
      await registerUrl(url);
    };
    await expect(take(ONE, { register })).rejects.toThrow(TAKEN);
    expect(registrations).toEqual([ONE.url, TWO.url, THREE.url]);
  });
});

describe('when the cache fails', () => {
  test.each(['zcache_get', 'zcache_set'])('in %s, registers and records nothing', async (name) => {
    const slot = () => slotOf({ fault: (method) => (method === name ? 'before' : undefined) });
    await expect(take(ONE, { slot })).rejects.toMatchObject({ message: SILENT, kind: 'unreachable' });
    expect(registrations).toEqual([]);
    expect(platform.entries.size).toBe(0);
  });

  test('after it stored a claim, removes the claim', async () => {
    let calls = 0;
    const fault = (method: string) => {
      calls += 1;
      return method === 'zcache_set' ? 'after' : undefined;
    };
    await expect(take(ONE, { slot: () => slotOf({ fault }) })).rejects.toMatchObject({
      message: SILENT,
      kind: 'unreachable',
    });
    expect(calls).toBeGreaterThan(1);
    expect(await slotOf().holder()).toBeNull();
  });

  test('after registration, keeps the Zap registered', async () => {
    let isDown = false;
    const register = async (url: string) => {
      await registerUrl(url);
      isDown = true;
    };
    await take(ONE, { register, slot: () => slotOf({ fault: () => (isDown ? 'before' : undefined) }) });
    expect(registrations).toEqual([ONE.url]);
    expect(await slotOf().holder()).toEqual(ONE);
  });

  test('after a gateway error, reports the gateway error', async () => {
    let isDown = false;
    const register = async () => {
      isDown = true;
      throw new GatewayError('It did not work.', { kind: 'unknown' });
    };
    const slot = () => slotOf({ fault: () => (isDown ? 'before' : undefined) });
    await expect(take(ONE, { register, slot })).rejects.toThrow('It did not work.');
  });

  test('by losing a claim at once, still registers the Zap', async () => {
    const forgetful = {
      ...openCache(zCacheOn(platform, 'ours')),
      setIfAbsent: async () => null,
    };
    const taking = { register: registerUrl, force: false, occupied: TAKEN };
    await takeSlot(openSlot(forgetful, 'receipt'), ONE, taking);
    expect(registrations).toEqual([ONE.url]);
  });
});

describe('releasing a slot', () => {
  test('succeeds if the record disappears meanwhile', async () => {
    await take(ONE);
    await leave(ONE.url, async (url) => {
      registrations.push(url);
      platform.entries.clear();
    });
    expect(registrations).toEqual([ONE.url, '']);
  });

  test('unregisters at the gateway first, then deletes the record', async () => {
    await take(ONE);
    const held: unknown[] = [];
    await leave(ONE.url, async (url) => {
      held.push(await slotOf().holder());
      await registerUrl(url);
    });
    expect(held).toEqual([ONE]);
    expect(registrations).toEqual([ONE.url, '']);
    expect(await slotOf().holder()).toBeNull();
  });

  test("leaves another Zap's slot alone", async () => {
    await take(ONE);
    await take(TWO, { force: true });
    await leave(ONE.url);
    expect(registrations).toEqual([ONE.url, TWO.url]);
    expect(await slotOf().holder()).toEqual(TWO);
  });

  test('leaves a newer URL of the same Zap alone', async () => {
    await take(ONE);
    await take({ ...ONE, url: TWO.url });
    await leave(ONE.url);
    expect(registrations).toEqual([ONE.url, TWO.url]);
    expect(await slotOf().holder()).toEqual({ ...ONE, url: TWO.url });
  });

  test('does nothing for a free slot', async () => {
    await leave(ONE.url);
    expect(registrations).toEqual([]);
  });

  test('deletes the record even if the gateway refuses', async () => {
    await take(ONE);
    registrations.splice(0);
    await leave(ONE.url, failing('refused'));
    expect(await slotOf().holder()).toBeNull();
  });

  test('keeps the slot of a Zap that took over meanwhile', async () => {
    await take(ONE);
    await leave(ONE.url, async (url) => {
      if (url === '') await slotOf().give(TWO);
      await registerUrl(url);
    });
    expect(registrations).toEqual([ONE.url, '', TWO.url]);
    expect(await slotOf().holder()).toEqual(TWO);
  });
});
