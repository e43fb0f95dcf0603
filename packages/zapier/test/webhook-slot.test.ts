import { GatewayError, type GatewayErrorKind } from '@messaging/errors/gateway-error';
import { PlatformCache } from '../../../sandbox/zapier/cache.ts';
import { type Interference, zCacheOn } from '../../../tools/testing/cache.ts';
import { openCache } from '../src/cache.ts';
import { type Holder, leaveSlot, openSlot, takeSlot } from '../src/webhook-slot.ts';

const REFUSAL = 'Another Zap has it.';
const SILENT =
  'Zapier did not say which Zap gets these events, so nothing was changed: switch this Zap on again in a few minutes.';

const ONE = { url: 'https://hooks.example/one', zap: 'zap-1' };
const TWO = { url: 'https://hooks.example/two', zap: 'zap-2' };
const THREE = { url: 'https://hooks.example/three', zap: 'zap-3' };

let platform = new PlatformCache();
/** What the gateway was told, the last word being what it does. */
const told: string[] = [];

beforeEach(() => {
  platform = new PlatformCache();
  told.splice(0);
});

const slotOf = (interference: Interference = {}, event = 'receipt', connection = 'ours') =>
  openSlot(openCache(zCacheOn(platform, connection, interference)), event);

const tell = async (url: string) => {
  told.push(url);
};

const failing =
  (kind: GatewayErrorKind, times = 1) =>
  async (url: string) => {
    told.push(url);
    if (told.length <= times) throw new GatewayError('It did not work.', { kind });
  };

const take = (zap: Holder, given: { force?: boolean; register?: typeof tell; slot?: typeof slotOf } = {}) =>
  takeSlot((given.slot ?? slotOf)(), zap, {
    register: given.register ?? tell,
    force: given.force ?? false,
    refusal: REFUSAL,
  });

const leave = (url: string, register = tell) => leaveSlot(slotOf(), url, register);

describe('taking a slot', () => {
  test('the first Zap gets it', async () => {
    await take(ONE);
    expect(told).toEqual([ONE.url]);
    expect(await slotOf().holder()).toEqual(ONE);
  });

  test('the record has no end of life and belongs to the connection', async () => {
    await take(ONE);
    expect([...platform.entries]).toEqual([
      ['auth:ours|slot:receipt', { value: JSON.stringify(ONE), ends: Number.POSITIVE_INFINITY }],
    ]);
  });

  test('a second Zap is refused, and the gateway never hears of it', async () => {
    await take(ONE);
    await expect(take(TWO)).rejects.toThrow(REFUSAL);
    expect(told).toEqual([ONE.url]);
    expect(await slotOf().holder()).toEqual(ONE);
  });

  test('the same URL may come again', async () => {
    await take(ONE);
    await take(ONE);
    expect(told).toEqual([ONE.url, ONE.url]);
  });

  test('the same URL may come again from a Zap that was not known before', async () => {
    await take({ ...ONE, zap: null });
    await take({ ...ONE, zap: null });
    await take(ONE);
    expect(await slotOf().holder()).toEqual(ONE);
  });

  test('the same Zap may come with a new URL, which counts from then on', async () => {
    await take(ONE);
    const again = { ...ONE, url: 'https://hooks.example/one-again' };
    await take(again);
    expect(await slotOf().holder()).toEqual(again);
    expect(told.at(-1)).toBe(again.url);
  });

  test('two Zaps without an id are not the same one', async () => {
    await take({ ...ONE, zap: null });
    await expect(take({ ...TWO, zap: null })).rejects.toThrow(REFUSAL);
  });

  test('by force it replaces the holder', async () => {
    await take(ONE);
    await take(TWO, { force: true });
    expect(told).toEqual([ONE.url, TWO.url]);
    expect(await slotOf().holder()).toEqual(TWO);
  });

  test('other events and other connections are free', async () => {
    await take(ONE);
    await take(TWO, { slot: () => slotOf({}, 'click') });
    await take(TWO, { slot: () => slotOf({}, 'receipt', 'theirs') });
    expect(await slotOf().holder()).toEqual(ONE);
  });

  test('a record whose id cannot be read still has a holder', async () => {
    platform.call('zcache_set', ['slot:receipt', `{"url":"${ONE.url}","zap":7}`, null, ['auth']], 'ours');
    await expect(take(TWO)).rejects.toThrow(REFUSAL);
  });

  test('a record that is none of ours counts as nobody', async () => {
    platform.call('zcache_set', ['slot:receipt', '"somebody"', null, ['auth']], 'ours');
    await take(ONE);
    expect(told).toEqual([ONE.url]);
  });
});

describe('many at one moment', () => {
  const ZAPS = Array.from({ length: 20 }, (_, index) => ({
    url: `https://hooks.example/${index}`,
    zap: String(index),
  }));

  /** Every call takes a while of its own, the same ones in every run of the test. */
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
      await tell(url);
      await pause();
    };
    const attempts = ZAPS.map((zap) => take(zap, { force, register: slow, slot: () => slotOf({ pause }) }));
    return (await Promise.allSettled(attempts)).filter(({ status }) => status === 'fulfilled').length;
  };

  test.each([1, 2, 3, 4, 5])('one of twenty wins, and the gateway hears of no other (%i)', async (seed) => {
    expect(await race(seed, false)).toBe(1);
    expect(told).toEqual([(await slotOf().holder())?.url]);
  });

  test.each([1, 2, 3, 4, 5])('when all take over, gateway and record agree in the end (%i)', async (seed) => {
    expect(await race(seed, true)).toBeGreaterThan(0);
    expect(told.at(-1)).toBe((await slotOf().holder())?.url);
  });

  test('a Zap that looked before the other one came is refused all the same', async () => {
    let calls = 0;
    const pause = async () => {
      calls += 1;
      if (calls === 2) await take(ONE);
    };
    await expect(take(TWO, { slot: () => slotOf({ pause }) })).rejects.toThrow(REFUSAL);
    expect(told).toEqual([ONE.url]);
    expect(await slotOf().holder()).toEqual(ONE);
  });
});

describe('a gateway that fails', () => {
  test.each<GatewayErrorKind>(['refused', 'unauthorized', 'unreachable', 'unknown'])(
    'leaves the slot free (%s)',
    async (kind) => {
      await expect(take(ONE, { register: failing(kind) })).rejects.toThrow('It did not work.');
      expect(await slotOf().holder()).toBeNull();
      await take(TWO);
      expect(await slotOf().holder()).toEqual(TWO);
    },
  );

  test('leaves the former holder in place when a take-over is refused', async () => {
    await take(ONE);
    told.splice(0);
    await expect(take(TWO, { force: true, register: failing('refused') })).rejects.toThrow();
    expect(await slotOf().holder()).toEqual(ONE);
    expect(told).toEqual([TWO.url]);
  });

  test('is told of the former holder again when nobody knows whether a take-over worked', async () => {
    await take(ONE);
    told.splice(0);
    await expect(take(TWO, { force: true, register: failing('unknown') })).rejects.toThrow();
    expect(await slotOf().holder()).toEqual(ONE);
    expect(told).toEqual([TWO.url, ONE.url]);
  });

  test('may fail at that as well', async () => {
    await take(ONE);
    told.splice(0);
    await expect(take(TWO, { force: true, register: failing('unknown', 2) })).rejects.toThrow(
      'It did not work.',
    );
    expect(await slotOf().holder()).toEqual(ONE);
  });

  test('does not undo what another Zap did meanwhile', async () => {
    const register = async () => {
      await slotOf().give(TWO);
      throw new GatewayError('It did not work.', { kind: 'refused' });
    };
    await expect(take(ONE, { register })).rejects.toThrow('It did not work.');
    expect(await slotOf().holder()).toEqual(TWO);
  });
});

describe('a Zap that is overtaken while it registers', () => {
  test('has the gateway report to the new holder, and is refused', async () => {
    const register = async (url: string) => {
      if (url === ONE.url) await slotOf().give(TWO);
      await tell(url);
    };
    await expect(take(ONE, { register })).rejects.toThrow(REFUSAL);
    expect(told).toEqual([ONE.url, TWO.url]);
  });

  test('does so again for one that came while it did', async () => {
    const register = async (url: string) => {
      if (url === ONE.url) await slotOf().give(TWO);
      if (url === TWO.url) await slotOf().give(THREE);
      await tell(url);
    };
    await expect(take(ONE, { register })).rejects.toThrow(REFUSAL);
    expect(told).toEqual([ONE.url, TWO.url, THREE.url]);
  });
});

describe('a cache that fails', () => {
  test.each(['zcache_get', 'zcache_set'])(
    'before %s: nothing is registered, nothing recorded',
    async (name) => {
      const slot = () => slotOf({ fault: (method) => (method === name ? 'before' : undefined) });
      await expect(take(ONE, { slot })).rejects.toMatchObject({ message: SILENT, kind: 'unreachable' });
      expect(told).toEqual([]);
      expect(platform.entries.size).toBe(0);
    },
  );

  test('while it answers a claim: the claim is taken back', async () => {
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

  test('after the Zap was registered: it stays registered', async () => {
    let isDown = false;
    const register = async (url: string) => {
      await tell(url);
      isDown = true;
    };
    await take(ONE, { register, slot: () => slotOf({ fault: () => (isDown ? 'before' : undefined) }) });
    expect(told).toEqual([ONE.url]);
    expect(await slotOf().holder()).toEqual(ONE);
  });

  test('when the gateway has failed: its failure is what the person hears', async () => {
    let isDown = false;
    const register = async () => {
      isDown = true;
      throw new GatewayError('It did not work.', { kind: 'unknown' });
    };
    const slot = () => slotOf({ fault: () => (isDown ? 'before' : undefined) });
    await expect(take(ONE, { register, slot })).rejects.toThrow('It did not work.');
  });

  test('that forgets a claim at once lets the Zap go on', async () => {
    const forgetful = {
      ...openCache(zCacheOn(platform, 'ours')),
      setIfAbsent: async () => null,
    };
    const taking = { register: tell, force: false, refusal: REFUSAL };
    await takeSlot(openSlot(forgetful, 'receipt'), ONE, taking);
    expect(told).toEqual([ONE.url]);
  });
});

describe('leaving a slot', () => {
  test('whose record goes meanwhile is no error', async () => {
    await take(ONE);
    await leave(ONE.url, async (url) => {
      told.push(url);
      platform.entries.clear();
    });
    expect(told).toEqual([ONE.url, '']);
  });

  test('tells the gateway first, then frees the record', async () => {
    await take(ONE);
    const held: unknown[] = [];
    await leave(ONE.url, async (url) => {
      held.push(await slotOf().holder());
      await tell(url);
    });
    expect(held).toEqual([ONE]);
    expect(told).toEqual([ONE.url, '']);
    expect(await slotOf().holder()).toBeNull();
  });

  test('touches nothing of another Zap', async () => {
    await take(ONE);
    await take(TWO, { force: true });
    await leave(ONE.url);
    expect(told).toEqual([ONE.url, TWO.url]);
    expect(await slotOf().holder()).toEqual(TWO);
  });

  test('touches nothing of the same Zap under a newer URL', async () => {
    await take(ONE);
    await take({ ...ONE, url: TWO.url });
    await leave(ONE.url);
    expect(told).toEqual([ONE.url, TWO.url]);
    expect(await slotOf().holder()).toEqual({ ...ONE, url: TWO.url });
  });

  test('does nothing where nobody holds it', async () => {
    await leave(ONE.url);
    expect(told).toEqual([]);
  });

  test('frees the record also when the gateway refuses', async () => {
    await take(ONE);
    told.splice(0);
    await leave(ONE.url, failing('refused'));
    expect(await slotOf().holder()).toBeNull();
  });

  test('gives way to a Zap that took over meanwhile', async () => {
    await take(ONE);
    await leave(ONE.url, async (url) => {
      if (url === '') await slotOf().give(TWO);
      await tell(url);
    });
    expect(told).toEqual([ONE.url, '', TWO.url]);
    expect(await slotOf().holder()).toEqual(TWO);
  });
});
