import type { FaultSpec } from '../../../../sandbox/mobivate/index.ts';
import { failureOf, useWorld } from '../support/world.ts';

const world = useWorld();

type Platform = 'classic' | 'vortex';
const PLATFORMS = ['classic', 'vortex'] as const;

const run = (platform: Platform, key: string, mobile: unknown): Promise<unknown> =>
  world().zapier.run(`creates.${key}.operation.perform`, {
    authData: { ...world()[platform], default_country: 'GB' },
    inputData: { mobile },
  });

const wire = () => world().sandbox.requests.map(({ method, target, json }) => ({ method, target, json }));

const ledger = (platform: Platform) => world().sandbox.accounts[platform].ledger;

describe('adding an opt-out', () => {
  test.each([
    ['classic', { method: 'POST', target: '/addressbook/optout', json: { mobile: '447700900123' } }],
    ['vortex', { method: 'POST', target: '/addressbook/optouts', json: { msisdn: '447700900123' } }],
  ] as const)('%s: sends one request with the MSISDN', async (platform, request) => {
    const result = await run(platform, 'add_optout', '07700 900123');
    expect(result).toEqual({
      id: platform === 'classic' ? null : ledger(platform).optouts.get('447700900123')?.uuid,
      mobile: '447700900123',
      note: 'API',
      created_at: new Date(world().sandbox.clock.now()).toISOString(),
      already_opted_out: false,
    });
    expect(wire()).toEqual([request]);
    expect(ledger(platform).optouts.has('447700900123')).toBe(true);
  });

  test.each(PLATFORMS)('%s: keeps the note and date of a listed number', async (platform) => {
    const { sandbox } = world();
    const createdAt = Date.now() - 3_600_000;
    sandbox.optOut(sandbox.accounts[platform], '447700900201', { note: 'API', createdAt });
    sandbox.optOut(sandbox.accounts[platform], '447700900202', { note: 'MO' });
    expect(await run(platform, 'add_optout', '447700900201')).toEqual({
      id: platform === 'classic' ? null : ledger(platform).optouts.get('447700900201')?.uuid,
      mobile: '447700900201',
      note: 'API',
      created_at: new Date(createdAt).toISOString(),
      already_opted_out: true,
    });
    expect(await run(platform, 'add_optout', '447700900202')).toMatchObject({
      note: 'MO',
      already_opted_out: true,
    });
    expect(sandbox.requests).toHaveLength(2);
  });

  test.each([
    ['classic', { mobile: '447700900123' }],
    ['vortex', { success: true }],
    ['vortex', { success: true, record: 'done' }],
    ['vortex', { record: { msisdn: '447700900123', created_on: null } }],
  ] as const)('%s: reports only what the response %j contains', async (platform, body) => {
    world().sandbox.faults.add({ kind: 'shape', body });
    expect(await run(platform, 'add_optout', '447700900123')).toEqual({
      id: null,
      mobile: '447700900123',
      note: null,
      created_at: null,
      already_opted_out: null,
    });
  });

  test('Vortex: reads the documented date field', async () => {
    const body = {
      success: true,
      record: { msisdn: '447700900123', created_on: '2024-02-03T04:05:06.789Z' },
    };
    world().sandbox.faults.add({ kind: 'shape', body });
    expect(await run('vortex', 'add_optout', '447700900123')).toMatchObject({
      created_at: '2024-02-03T04:05:06.789Z',
      already_opted_out: true,
    });
  });
});

test.each(PLATFORMS)('%s: returns the same keys for a found and an added opt-out', async (platform) => {
  const added = await run(platform, 'add_optout', '447700900301');
  const found = await world().zapier.run('searches.find_optout.operation.perform', {
    authData: world()[platform],
    inputData: { mobile: '447700900301' },
  });
  expect(found).toMatchObject([{ mobile: '447700900301', already_opted_out: true }]);
  expect(Object.keys(Object(found)[0]).sort()).toEqual(Object.keys(Object(added)).sort());
});

describe('removing an opt-out', () => {
  const listed = (platform: Platform) => {
    const { sandbox } = world();
    sandbox.optOut(sandbox.accounts[platform], '447700900123');
  };

  test.each([
    ['classic', { method: 'DELETE', target: '/addressbook/optout', json: { mobile: '447700900123' } }],
    ['vortex', { method: 'DELETE', target: '/addressbook/optouts/447700900123', json: undefined }],
  ] as const)('%s: removes the number in one request', async (platform, request) => {
    listed(platform);
    expect(await run(platform, 'remove_optout', '+44 (0)7700 900123')).toEqual({
      mobile: '447700900123',
      removed: true,
    });
    expect(wire()).toEqual([request]);
    expect(ledger(platform).optouts.has('447700900123')).toBe(false);
  });

  test.each([404, 405] as const)('Classic: tries the second path after a %i on the first', async (miss) => {
    listed('classic');
    Object.assign(world().sandbox.settings, { optoutDeletePath: '/optout', optoutDeleteMiss: miss });
    expect(await run('classic', 'remove_optout', '447700900123')).toMatchObject({ removed: true });
    expect(wire()).toEqual([
      { method: 'DELETE', target: '/addressbook/optout', json: { mobile: '447700900123' } },
      { method: 'DELETE', target: '/optout', json: { mobile: '447700900123' } },
    ]);
  });

  test.each(PLATFORMS)('%s: returns removed: false for an unlisted number', async (platform) => {
    expect(await run(platform, 'remove_optout', '447700900199')).toEqual({
      mobile: '447700900199',
      removed: false,
    });
  });

  test.each(PLATFORMS)(
    '%s: returns removed: false if Mobivate says the number is not opted out',
    async (platform) => {
      world().sandbox.faults.add({
        kind: 'status',
        status: 404,
        body: { code: 404, message: 'Recipient is not opted out' },
        times: 'always',
      });
      expect(await run(platform, 'remove_optout', '447700900199')).toMatchObject({ removed: false });
    },
  );

  test('Classic: fails if neither path works', async () => {
    world().sandbox.faults.add({ kind: 'status', status: 405, times: 2 });
    const { message } = await failureOf(run('classic', 'remove_optout', '447700900123'));
    expect(message).toMatch(/^Mobivate rejected this request/);
    expect(world().sandbox.requests).toHaveLength(2);
  });

  test('Classic: returns removed: false if Mobivate refuses a number that is not on the list', async () => {
    world().sandbox.settings.optoutDeleteUnknown = 400;
    expect(await run('classic', 'remove_optout', '447700900199')).toEqual({
      mobile: '447700900199',
      removed: false,
    });
    expect(wire().map(({ method }) => method)).toEqual(['DELETE', 'GET']);
  });

  test('Classic: fails if Mobivate refuses a number that is on the list', async () => {
    const { sandbox } = world();
    sandbox.optOut(sandbox.accounts.classic, '447700900197');
    sandbox.faults.add({
      kind: 'status',
      status: 400,
      body: { code: 400, message: 'Invalid mobile number' },
    });
    const { message } = await failureOf(run('classic', 'remove_optout', '447700900197'));
    expect(message).toMatch(/^Mobivate rejected this request \("Invalid mobile number"\)/);
  });
});

describe.each(PLATFORMS)('%s: either way', (platform) => {
  test.each(['add_optout', 'remove_optout'])(
    '%s refuses an invalid number without a request',
    async (key) => {
      const { message } = await failureOf(run(platform, key, 'soon'));
      expect(message).toMatch(/^Mobile Number "soon" contains "soon", so it is not a phone number/);
      expect((await failureOf(run(platform, key, null))).message).toMatch(/^Mobile Number "" is blank/);
      expect(world().sandbox.requests).toEqual([]);
    },
  );

  test.each([
    ['add_optout', { kind: 'status', status: 500 }],
    ['add_optout', { kind: 'drop' }],
    ['add_optout', { kind: 'html' }],
    ['remove_optout', { kind: 'status', status: 502 }],
    ['remove_optout', { kind: 'empty', status: 200 }],
  ] satisfies [string, FaultSpec][])('%s is made once, and says what %j leaves open', async (key, fault) => {
    world().sandbox.faults.add(fault);
    const { name, message } = await failureOf(run(platform, key, '447700900123'));
    expect(name).toBe('AppError');
    expect(message).toMatch(/The change may have been made\. Check your Mobivate/);
    expect(wire().filter(({ method }) => method !== 'GET')).toHaveLength(1);
  });

  test.each([
    { kind: 'drop', when: 'after' },
    { kind: 'status', status: 500, when: 'after' },
    { kind: 'empty', status: 200, when: 'after' },
  ] satisfies FaultSpec[])('add_optout finds the number in the list after %j', async (fault) => {
    const mobile = '447700900188';
    ledger(platform).optouts.delete(mobile);
    world().sandbox.faults.add({ ...fault, method: 'POST' });
    expect(await run(platform, 'add_optout', mobile)).toMatchObject({
      id: expect.any(String),
      mobile,
      note: 'API',
      already_opted_out: false,
    });
    expect(wire().map(({ method }) => method)).toEqual(['POST', 'GET']);
  });
});

test('Vortex: names a missing permission', async () => {
  const { zapier, sandbox } = world();
  const limited = zapier.run('creates.remove_optout.operation.perform', {
    authData: { api_key: sandbox.accounts.vortexLimited.key },
    inputData: { mobile: '447700900123' },
  });
  expect((await failureOf(limited)).message).toMatch(/lacks the Mobivate permission delete:Optouts/);
});
