import optoutAdded from '../../src/triggers/optout_added.ts';
import { useWorld } from '../support/world.ts';
import { keysOf, newAccount } from './support.ts';

const world = useWorld();

const HOUR = 3_600_000;

const poll = async (authData: { api_key: string }, meta: Record<string, unknown> = {}) => {
  const given = await world().zapier.run('triggers.optout_added.operation.perform', { authData, meta });
  return Array.isArray(given) ? given : [];
};

const requests = () => world().sandbox.requests.length;

const NUMBERS = Array.from({ length: 6 }, (_, index) => String(447_700_900_000 + index));

const LISTS = [
  ['classic', { classicOrder: 'newest' }],
  ['classic', { classicOrder: 'oldest' }],
  ['classic', { classicOrder: 'shuffled' }],
  ['vortex', { vortexLists: 'real' }],
  ['vortex', { vortexLists: 'documented' }],
] as const;

test('on Classic a day of more than a page is read to its end', async () => {
  const { sandbox } = world();
  const { account, authData } = newAccount(world(), 'classic');
  for (let index = 0; index < 1_001; index += 1) {
    sandbox.optOut(account, String(447_700_900_000 + index), { createdAt: Date.now() - HOUR + index });
  }
  expect(await poll(authData)).toHaveLength(1_001);
  expect(requests()).toBe(2);
});

describe.each(LISTS)('on %s with %j', (platform, settings) => {
  /** Opt-outs, one an hour, the last of them `age` hours old. */
  const seeded = (age: number) => {
    const { sandbox } = world();
    Object.assign(sandbox.settings, settings);
    const { account, authData } = newAccount(world(), platform);
    for (const [index, number] of NUMBERS.entries()) {
      sandbox.optOut(account, number, { createdAt: Date.now() - (age + NUMBERS.length - 1 - index) * HOUR });
    }
    return authData;
  };

  test('a poll gives those of the last day, newest first, each with an id, in one request', async () => {
    const optouts = await poll(seeded(1));
    expect(optouts.map(({ mobile }) => mobile)).toEqual(NUMBERS.toReversed());
    expect(new Set(optouts.map(({ id }) => id)).size).toBe(NUMBERS.length);
    for (const optout of optouts) expect(keysOf(optout)).toEqual(keysOf(optoutAdded.operation.sample));
    expect(requests()).toBe(1);
  });

  test('a sample is three of them', async () => {
    expect(await poll(seeded(1), { isLoadingSample: true })).toHaveLength(3);
    expect(requests()).toBe(1);
  });

  test('where nobody opted out in a day a poll is empty, and a sample is of the last month', async () => {
    const authData = seeded(48);
    expect(await poll(authData)).toEqual([]);
    world().sandbox.requests.splice(0);
    const optouts = await poll(authData, { isLoadingSample: true });
    expect(optouts.map(({ mobile }) => mobile)).toEqual(NUMBERS.toReversed().slice(0, 3));
    expect(requests()).toBe(2);
  });
});
