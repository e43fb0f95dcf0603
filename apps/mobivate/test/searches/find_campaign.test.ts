import { useDrivenClock } from '../../../../tools/testing/clock.ts';
import { failureOf, useWorld } from '../support/world.ts';

const world = useWorld();

const find = (inputData: Record<string, unknown>): Promise<unknown> =>
  world().zapier.run('searches.find_campaign.operation.perform', { authData: world().vortex, inputData });

const DAY = 86_400_000;

const namesIn = (campaigns: unknown): unknown[] =>
  Array.isArray(campaigns) ? campaigns.map(({ name }) => name) : [];

const day = (time: number) => new Date(time).toISOString().slice(0, 10);

beforeEach(() => {
  const { ledger } = world().sandbox.accounts.vortex;
  const now = world().sandbox.clock.now();
  const campaign = (name: string | null, daysAgo: number, recipientCount = 1) => ({
    id: `id of ${name}`,
    name,
    recipientCount,
    scheduledAt: now - daysAgo * DAY,
    createdAt: now - daysAgo * DAY,
    endsAt: now - daysAgo * DAY,
  });
  ledger.campaigns.splice(
    0,
    ledger.campaigns.length,
    campaign('Easter cakes again', 3),
    campaign('easter CAKES', 9, 1_250),
    campaign('Bread', 1),
    campaign('Cakes of old', 400),
    campaign(null, 2),
  );
});

test.each(['real', 'documented'] as const)('reads the list as %s', async (vortexLists) => {
  const { sandbox } = world();
  sandbox.settings.vortexLists = vortexLists;
  const now = sandbox.clock.now();
  expect(await find({ name: 'Easter Cakes' })).toEqual([
    {
      id: 'id of easter CAKES',
      name: 'easter CAKES',
      recipient_count: 1_250,
      scheduled_for: new Date(now - 9 * DAY).toISOString(),
      status: 'Completed',
    },
    expect.objectContaining({ name: 'Easter cakes again' }),
  ]);
  expect(sandbox.requests.map(({ method, path, query }) => ({ method, path, query }))).toEqual([
    {
      method: 'GET',
      path: '/messages/campaigns',
      query: {
        fromDate: day(Date.now() - 90 * DAY),
        toDate: day(Date.now() + 367 * DAY),
        offset: '0',
        limit: '1000',
      },
    },
  ]);
});

test('returns the latest campaign first without a name', async () => {
  expect(namesIn(await find({}))).toEqual(['Bread', null, 'Easter cakes again', 'easter CAKES']);
});

test('sorts campaigns without a schedule last', async () => {
  const results = [
    { id: 'a', name: 'A' },
    { id: 'b', name: 'B', scheduled: '2026-01-02T03:04:05.000Z' },
  ];
  world().sandbox.faults.add({ kind: 'shape', body: { results, matches: 2 } });
  expect(namesIn(await find({}))).toEqual(['B', 'A']);
});

test('searches the given days', async () => {
  const now = world().sandbox.clock.now();
  expect(
    namesIn(await find({ name: 'cakes', from: day(now - 500 * DAY), to: day(now - 300 * DAY) })),
  ).toEqual(['Cakes of old']);
  expect(namesIn(await find({ name: 'cakes', to: day(now - 380 * DAY) }))).toEqual(['Cakes of old']);
  expect(world().sandbox.requests[0]?.query).toMatchObject({
    fromDate: day(now - 500 * DAY),
    toDate: day(now - 299 * DAY),
  });
});

test('returns nothing without campaigns', async () => {
  expect(await find({ name: 'Pizza' })).toEqual([]);
});

test('names a missing permission', async () => {
  const { sandbox } = world();
  sandbox.faults.add({
    kind: 'status',
    status: 403,
    body: { error: 'API Key is not permitted (read:BatchSMS)' },
  });
  expect((await failureOf(find({}))).message).toMatch(/lacks the Mobivate permission read:BatchSMS/);
});

describe('when the step runs out of time', () => {
  const clock = useDrivenClock();

  test('reports a list that cannot be read completely', async () => {
    const { sandbox } = world();
    const results = [{ id: 'a', name: 'Cakes' }];
    sandbox.faults.add({ kind: 'shape', body: { results, matches: 1_001 } });
    sandbox.faults.add({ kind: 'hang', times: 'always' });
    const failing = failureOf(find({ name: 'cakes' }));
    await clock.until(() => sandbox.requests.length > 1);
    expect((await clock.through(failing)).message).toMatch(
      /^The list of campaigns is too long to read in one step/,
    );
  });
});

test('refuses Classic accounts', async () => {
  const { zapier, classic, sandbox } = world();
  const run = zapier.run('searches.find_campaign.operation.perform', { authData: classic, inputData: {} });
  expect((await failureOf(run)).message).toMatch(/^Find Campaign needs a Vortex key/);
  expect(sandbox.requests).toEqual([]);
});

test('returns at most 100 campaigns', async () => {
  const { ledger } = world().sandbox.accounts.vortex;
  const [campaign] = ledger.campaigns;
  if (!campaign) throw new Error('there is no campaign');
  ledger.campaigns.push(...Array.from({ length: 120 }, (_, index) => ({ ...campaign, id: `id ${index}` })));
  expect(await find({ name: 'Easter' })).toHaveLength(100);
});
