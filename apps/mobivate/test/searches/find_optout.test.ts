import { useDrivenClock } from '../../../../tools/testing/clock.ts';
import { failureOf, useWorld } from '../support/world.ts';

const world = useWorld();

type Platform = 'classic' | 'vortex';
const PLATFORMS = ['classic', 'vortex'] as const;

const find = (platform: Platform, mobile: string): Promise<unknown> =>
  world().zapier.run('searches.find_optout.operation.perform', {
    authData: { ...world()[platform], default_country: 'GB' },
    inputData: { mobile },
  });

const MINUTE = 60_000;

beforeAll(() => {
  const { sandbox } = world();
  for (const platform of PLATFORMS) {
    for (let index = 0; index < 4_500; index += 1) {
      const createdAt = sandbox.clock.now() - index * MINUTE;
      sandbox.optOut(sandbox.accounts[platform], String(447_700_000_000 + index), { createdAt });
    }
  }
});

test('Classic: requests the whole period with the largest page', async () => {
  expect(await find('classic', '07700 004499')).toEqual([
    {
      id: expect.stringMatching(/^\d+$/),
      mobile: '447700004499',
      note: 'MO',
      created_at: new Date(world().sandbox.clock.now() - 4_499 * MINUTE).toISOString(),
      already_opted_out: true,
    },
  ]);
  const [request] = world().sandbox.requests;
  expect(request).toMatchObject({ method: 'GET', path: '/addressbook/optout' });
  expect(request?.query).toEqual({
    startDate: '2000-01-01T00:00:00+0000',
    endDate: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+0000$/),
    page: '1',
    pageSize: '1000',
  });
});

describe.each(['newest', 'oldest', 'shuffled'] as const)('Classic, %s first', (classicOrder) => {
  test.each(['447700000000', '447700002222', '447700004499'])(
    'finds %s among thousands in at most five requests',
    async (mobile) => {
      world().sandbox.settings.classicOrder = classicOrder;
      expect(await find('classic', mobile)).toMatchObject([{ mobile }]);
      expect(world().sandbox.requests.length).toBeLessThanOrEqual(5);
    },
  );
});

describe.each(['real', 'documented'] as const)('Vortex, the list as %s', (vortexLists) => {
  test('finds a number among thousands in one request', async () => {
    world().sandbox.settings.vortexLists = vortexLists;
    expect(await find('vortex', '07700 004499')).toEqual([
      {
        id: expect.any(String),
        mobile: '447700004499',
        note: 'MO',
        created_at: new Date(world().sandbox.clock.now() - 4_499 * MINUTE).toISOString(),
        already_opted_out: true,
      },
    ]);
    expect(world().sandbox.requests.map(({ target }) => target)).toEqual([
      '/addressbook/optouts?offset=0&limit=5000',
    ]);
  });
});

test.each([
  [
    { msisdn: '+447700900123', created_on: '2024-02-03T04:05:06.789Z' },
    '447700900123:2024-02-03T04:05:06.789Z',
  ],
  [{ msisdn: '447700900123' }, '447700900123'],
])('Vortex: identifies a record without an id by number and date: %j', async (record, id) => {
  world().sandbox.faults.add({ kind: 'shape', body: { success: true, records: [record], total: 1 } });
  expect(await find('vortex', '447700900123')).toMatchObject([{ id, mobile: '447700900123', note: null }]);
});

test.each(PLATFORMS)('%s: returns nothing for an unknown number', async (platform) => {
  expect(await find(platform, '447700900999')).toEqual([]);
});

test.each(PLATFORMS)('%s: retries a failing read, then reports it', async (platform) => {
  const { sandbox } = world();
  sandbox.faults.add({ kind: 'status', status: 503 });
  expect(await find(platform, '447700000000')).toHaveLength(1);
  sandbox.faults.add({ kind: 'status', status: 500, times: 'always' });
  expect((await failureOf(find(platform, '447700000000'))).message).toBe(
    'Mobivate returned a server error. Nothing was changed. Try again in a few minutes.',
  );
  sandbox.faults.clear();
  sandbox.faults.add({ kind: 'status', status: 401, times: 'always' });
  expect((await failureOf(find(platform, '447700000000'))).name).toBe('ExpiredAuthError');
});

describe('a list that cannot be read completely', () => {
  const clock = useDrivenClock();

  test('does not prove that a number is missing', async () => {
    const { sandbox } = world();
    sandbox.faults.add({ kind: 'latency', times: 1 });
    sandbox.faults.add({ kind: 'hang', times: 'always' });
    const run = failureOf(find('classic', '447700900999'));
    await clock.until(() => sandbox.requests.length === 2);
    const { name, message } = await clock.through(run);
    expect(name).toBe('AppError');
    expect(message).toMatch(/^The opt-out list is too long to read in one step/);
  });
});
