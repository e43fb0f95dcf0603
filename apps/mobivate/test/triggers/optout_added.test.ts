import { useDrivenClock } from '../../../../tools/testing/clock.ts';
import optoutAdded from '../../src/triggers/optout_added.ts';
import { failureOf, useWorld } from '../support/world.ts';
import { keysOf, newAccount } from './support.ts';

const world = useWorld();

const HOUR = 3_600_000;

const poll = async (
  authData: { api_key: string },
  meta: Record<string, unknown> = {},
  inputData: Record<string, unknown> = {},
) => {
  const given = await world().zapier.run('triggers.optout_added.operation.perform', {
    authData,
    meta,
    inputData,
  });
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

test('reads a Classic day with more than one page completely', async () => {
  const { sandbox } = world();
  const { account, authData } = newAccount(world(), 'classic');
  for (let index = 0; index < 1_001; index += 1) {
    sandbox.optOut(account, String(447_700_900_000 + index), { createdAt: Date.now() - HOUR + index });
  }
  expect(await poll(authData)).toHaveLength(1_001);
  expect(requests()).toBe(2);
}, 30_000);

test.each([
  [undefined, ['MO', 'Rule Based Action: 3x UNDELIVERABLE', null]],
  ['', ['MO', 'Rule Based Action: 3x UNDELIVERABLE', null]],
  ['mo', ['MO']],
  ['undeliverable', ['Rule Based Action: 3x UNDELIVERABLE']],
])('with Note %j, returns opt-outs with the notes %j', async (note, notes) => {
  const { account, authData } = newAccount(world(), 'vortex');
  const now = Date.now();
  for (const [index, given] of ['MO', 'Rule Based Action: 3x UNDELIVERABLE', null].entries()) {
    world().sandbox.optOut(account, String(447_700_900_000 + index), {
      note: given,
      createdAt: now - index * HOUR,
    });
  }
  const optouts = await poll(authData, {}, { note });
  expect(optouts.map((optout) => optout.note)).toEqual(notes);
});

describe('on a driven clock', () => {
  const clock = useDrivenClock();

  test.each([
    ['classic', '/addressbook/optout', 1_000],
    ['vortex', '/addressbook/optouts', 1_000],
  ] as const)('fails on %s if the poll cannot be complete', async (platform, path, size) => {
    const { sandbox } = world();
    sandbox.settings.classicOrder = 'oldest';
    const { account, authData } = newAccount(world(), platform);
    for (let index = 0; index < 2 * size; index += 1) {
      sandbox.optOut(account, String(447_700_900_000 + index), { createdAt: Date.now() - HOUR + index });
    }
    sandbox.faults.add({ kind: 'latency', path, when: 'before' });
    sandbox.faults.add({ kind: 'hang', path, times: 'always' });
    const ended = failureOf(poll(authData));
    await clock.until(() => requests() === 2);
    expect((await clock.through(ended)).message).toMatch(/^(The opt-out list is too long|Mobivate did not)/);
  });
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

  test('returns the last day, newest first, each with an ID, with one request', async () => {
    const optouts = await poll(seeded(1));
    expect(optouts.map(({ mobile }) => mobile)).toEqual(NUMBERS.toReversed());
    expect(new Set(optouts.map(({ id }) => id)).size).toBe(NUMBERS.length);
    for (const optout of optouts) expect(keysOf(optout)).toEqual(keysOf(optoutAdded.operation.sample));
    expect(requests()).toBe(1);
  });

  test('returns three as a sample', async () => {
    expect(await poll(seeded(1), { isLoadingSample: true })).toHaveLength(3);
    expect(requests()).toBe(1);
  });

  test('without opt-outs in the last day, a poll is empty, and a sample reads the last month', async () => {
    const authData = seeded(48);
    expect(await poll(authData)).toEqual([]);
    world().sandbox.requests.splice(0);
    const optouts = await poll(authData, { isLoadingSample: true });
    expect(optouts.map(({ mobile }) => mobile)).toEqual(NUMBERS.toReversed().slice(0, 3));
    expect(requests()).toBe(2);
  });
});
