import { failureOf, useWorld } from '../support/world.ts';

const world = useWorld();

const METHOD = 'creates.check_sms.operation.perform';
const PLATFORMS = ['classic', 'vortex'] as const;
const GOOD = { recipient: '+44 7700 900123', body: 'Your cake is ready.', originator: 'Bakery' };

const check = (platform: (typeof PLATFORMS)[number], inputData: object, authData: object = {}) =>
  world().zapier.run(METHOD, {
    authData: { ...world()[platform], ...authData },
    inputData: { ...inputData },
  });

const requests = () => world().sandbox.requests.map(({ method, path }) => `${method} ${path}`);

test.each(PLATFORMS)('reports a valid message completely on %s, without a request', async (platform) => {
  expect(await check(platform, GOOD)).toEqual({
    ok: true,
    problems: [],
    recipient: '447700900123',
    country_code: 'GB',
    opted_out: null,
    parts: 1,
    encoding: 'GSM-7',
    characters: 19,
    unicode_characters: [],
    body_plain: 'Your cake is ready.',
    parts_plain: 1,
  });
  expect(world().sandbox.requests).toEqual([]);
});

test('measures the text as written and with plain punctuation', async () => {
  const body = `“${'a'.repeat(68)}”…🎂 it’s`;
  expect(await check('vortex', { ...GOOD, body })).toMatchObject({
    ok: true,
    parts: 2,
    encoding: 'UCS-2',
    characters: 78,
    unicode_characters: ['“', '”', '…', '🎂', '’'],
    body_plain: `"${'a'.repeat(68)}"...🎂 it's`,
    parts_plain: 2,
  });
  expect(await check('vortex', { ...GOOD, body: `‘${'a'.repeat(70)}’` })).toMatchObject({
    parts: 2,
    parts_plain: 1,
  });
});

test('reads a national number with the default country', async () => {
  expect(
    await check('classic', { ...GOOD, recipient: '07700 900123' }, { default_country: 'GB' }),
  ).toMatchObject({ ok: true, recipient: '447700900123' });
});

test.each([
  [
    'a bad number',
    { recipient: '12' },
    ['Recipient "12" has too few digits for a phone number. Check the digits'],
    { recipient: null, country_code: null },
  ],
  [
    'a bad sender',
    { originator: 'Bakery & Sons' },
    ['Originator "Bakery & Sons" contains "&"'],
    { recipient: '447700900123' },
  ],
  [
    'no text',
    { body: ' \n ' },
    ['Message Body is blank'],
    { parts: 0, encoding: 'GSM-7', characters: 0, body_plain: '', parts_plain: 0 },
  ],
  [
    'everything at once',
    { recipient: 'none', body: '', originator: '1' },
    ['Recipient "none" contains "none"', 'Message Body is blank', 'Originator "1" is shorter'],
    { recipient: null, parts: 0 },
  ],
])('reports %s', async (_, inputData, problems, rest) => {
  expect(await check('classic', { ...GOOD, ...inputData, check_optout: false })).toMatchObject({
    ok: false,
    problems: problems.map((sentence) => expect.stringContaining(sentence)),
    opted_out: null,
    ...rest,
  });
  expect(world().sandbox.requests).toEqual([]);
});

test.each([
  ['nothing at all', {}],
  ['nulls', { recipient: null, body: null, originator: null, check_optout: null }],
])('%s: reports missing values, except for the sender', async (_, inputData) => {
  expect(await check('vortex', inputData)).toMatchObject({
    ok: false,
    problems: [expect.stringContaining('Recipient "" is blank'), expect.stringContaining('Message Body is')],
  });
});

test('reads a number as text', async () => {
  expect(await check('vortex', { ...GOOD, recipient: 447700900123, body: 42 })).toMatchObject({
    ok: true,
    recipient: '447700900123',
    body_plain: '42',
  });
});

describe('the opt-out list', () => {
  const ASKED = { ...GOOD, check_optout: 'true' };

  test.each(PLATFORMS)(
    'is checked on %s only if requested, and only for a valid number',
    async (platform) => {
      await check(platform, { ...ASKED, recipient: '12' });
      expect(requests()).toEqual([]);
      expect(await check(platform, ASKED)).toMatchObject({ ok: true, problems: [], opted_out: false });
      expect(requests()).not.toEqual([]);
      expect(requests().filter((request) => !request.startsWith('GET /addressbook/optout'))).toEqual([]);
    },
  );

  test.each(PLATFORMS)('reports a number on it: %s', async (platform) => {
    const { sandbox } = world();
    sandbox.optOut(sandbox.accounts[platform], '447700900123');
    expect(await check(platform, ASKED)).toMatchObject({
      ok: false,
      problems: ['Recipient "+44 7700 900123" has opted out. Choose another recipient.'],
      recipient: '447700900123',
      opted_out: true,
    });
  });

  test('fails the step if it cannot be read', async () => {
    world().sandbox.faults.add({ kind: 'status', status: 401, times: 'always' });
    expect(await failureOf(check('vortex', ASKED))).toMatchObject({ name: 'ExpiredAuthError' });
  });
});

test('Find SMS Problems returns the same as its only result', async () => {
  const { zapier, classic } = world();
  for (const inputData of [
    { recipient: '447700900123', body: 'Hi' },
    { recipient: '12', originator: 'Tom & Co.' },
  ]) {
    const checked = await zapier.run('creates.check_sms.operation.perform', { authData: classic, inputData });
    expect(
      await zapier.run('searches.find_sms_problems.operation.perform', { authData: classic, inputData }),
    ).toEqual([checked]);
  }
});

test("checks a sender with the platform's rule", async () => {
  const { zapier, classic, vortex } = world();
  const inputData = { recipient: '447700900123', body: 'Hi', originator: 'Tom & Co.' };
  const check = (authData: Record<string, unknown>) =>
    zapier.run('creates.check_sms.operation.perform', { authData, inputData });
  expect(await check(classic)).toMatchObject({ ok: false });
  expect(await check(vortex)).toMatchObject({ ok: true });
});
