import { type Claim, judge } from '../claim.ts';
import type { Look } from '../look.ts';
import { stageMobivate } from './mobivate-stage.ts';
import { play } from './stage.ts';

const claim = (
  id: string,
  check: (look: Look) => ReturnType<Extract<Claim, { check: unknown }>['check']>,
): Claim => ({
  id,
  says: 'A claim.',
  source: 'a test',
  sure: 'unknown',
  uses: 'Nothing.',
  by: 'reading',
  how: 'Look.',
  check,
});

/** Observes a Mobivate sandbox with the given claims. Returns the verdict on each. */
const verdicts = async (...claims: readonly Claim[]) => {
  const stage = await stageMobivate('classic');
  try {
    const chapter = { title: 'A test', platforms: ['classic'], claims };
    const { findings } = await play({ ...stage, gateway: { ...stage.gateway, chapters: [chapter] } });
    return findings.map(({ claim: { id }, word, seen }) => [id, word, seen]);
  } finally {
    await stage.close();
  }
};

test('a claim that is refuted once and confirmed then is unclear', async () => {
  let looks = 0;
  const flips = claim('a-flip', async () => {
    looks += 1;
    return judge(looks > 1, `look ${looks}`);
  });
  expect(await verdicts(flips)).toEqual([['a-flip', 'unclear', 'once look 1, then look 2']]);
});

test('a claim that is refuted twice is refuted, by two looks that ask anew', async () => {
  const answers = new Set<unknown>();
  const wrong = claim('a-wrong', async (look) => {
    answers.add(await look.ask('auth-test', { path: '/auth/test' }));
    return judge(false, 'no');
  });
  expect(await verdicts(wrong)).toEqual([['a-wrong', 'refuted', 'no']]);
  expect(answers.size).toBe(2);
});

test('a check that fails on an answer is unclear, and the others go on', async () => {
  const broken = claim('a-broken', async () => {
    throw new TypeError('x is undefined');
  });
  const fine = claim('a-fine', async () => judge(true, 'yes'));
  expect(await verdicts(broken, fine)).toEqual([
    ['a-broken', 'unclear', 'the check failed: x is undefined'],
    ['a-fine', 'confirmed', 'yes'],
  ]);
});

test('a probe is asked once, whichever claims need it', async () => {
  const stage = await stageMobivate('classic');
  try {
    const ask = async (look: Look) =>
      judge((await look.ask('auth-test', { path: '/auth/test' })).status === 200, 'yes');
    const chapter = {
      title: 'A test',
      platforms: ['classic'],
      claims: [claim('a-one', ask), claim('a-two', ask)],
    };
    const { exchanges } = await play({ ...stage, gateway: { ...stage.gateway, chapters: [chapter] } });
    expect(exchanges.map(({ probe, claims }) => [probe, [...claims]])).toEqual([
      ['auth-test', ['a-one', 'a-two']],
    ]);
    expect(stage.sandbox.requests).toHaveLength(1);
  } finally {
    await stage.close();
  }
});
