import { failureOf } from '../../../../tools/testing/failure.ts';
import { useWorld } from '../support/world.ts';

const world = useWorld();

const namesOf = (records: unknown): unknown[] =>
  Array.isArray(records) ? records.map(({ name }) => name) : [];

test('finds a template by name or ID', async () => {
  const record = {
    id: 'order_ready',
    name: 'order_ready',
    language: 'en',
    category: 'UTILITY',
    status: 'approved',
    body: 'Hello {{1}}, your order {{2}} is ready. See you at {{3}}, {{1}}!',
    placeholder_count: 5,
  };
  expect(await world().search('find_template', { name: 'Order_Ready' })).toEqual([record]);
  expect(await world().search('find_template', { id: 'order_ready' })).toEqual([record]);
  expect(await world().search('find_template', { id: 'order_ready', name: 'price' })).toEqual([]);
});

test('returns approved templates and exact names first', async () => {
  const { templates } = world().sandbox.business;
  const [first] = templates;
  if (first)
    templates.push({ ...first, id: 's', name: 'sale' }, { ...first, id: 's2', name: 'summer_sale_2' });
  expect(namesOf(await world().search('find_template', { name: 'sale' }))).toEqual([
    'sale',
    'summer_sale_2',
    'summer_sale',
  ]);
  templates.splice(-2);
});

test('finds an agent by name, ID, or email address', async () => {
  const [dana] = world().sandbox.business.agents;
  const record = {
    id: 'dana.k@example.org',
    agent_id: dana?.id,
    name: 'Dana K',
    email: 'dana.k@example.org',
    role: 'agent',
    status: 'active',
  };
  expect(await world().search('find_agent', { name: 'dana' })).toEqual([record]);
  expect(await world().search('find_agent', { id: dana?.id })).toEqual([record]);
  expect(await world().search('find_agent', { id: 'DANA.K@example.org' })).toEqual([record]);
});

test('reads agents with missing values', async () => {
  const data = [
    { id: 7 },
    { platform_id: '966500000009' },
    { email: 'x@example.org', profile_name: 'X' },
    { platform_id: 'y@example.org' },
    { nothing: 1 },
  ];
  world().sandbox.faults.add({ kind: 'shape', body: { data }, times: 4 });
  const nothing = { role: null, status: null };
  expect(await world().search('find_agent', { id: '7' })).toEqual([
    { id: '7', agent_id: '7', name: '7', email: null, ...nothing },
  ]);
  expect(await world().search('find_agent', { id: '966500000009' })).toEqual([
    { id: '966500000009', agent_id: null, name: '966500000009', email: null, ...nothing },
  ]);
  expect(await world().search('find_agent', { id: 'x@example.org' })).toEqual([
    { id: 'x@example.org', agent_id: null, name: 'X', email: 'x@example.org', ...nothing },
  ]);
  expect(await world().search('find_agent', { id: 'y@example.org' })).toMatchObject([
    { email: 'y@example.org' },
  ]);
});

test('finds a tag by name or ID, and reads one without a name', async () => {
  expect(await world().search('find_tag', { id: 12 })).toEqual([
    {
      id: '12',
      name: 'vip',
      description: null,
      colour: '#3366ff',
      created_at: expect.stringMatching(/^20.*Z$/),
    },
  ]);
  expect(await world().search('find_tag', { name: 'whole' })).toMatchObject([{ id: '15' }]);
  world().sandbox.faults.add({ kind: 'shape', body: [{ id: 9 }, { tag: 'no id' }] });
  expect(await world().search('find_tag', { id: '9' })).toMatchObject([{ id: '9', name: '9' }]);
});

test.each(['find_template', 'find_agent', 'find_tag'])(
  '%s returns nothing without a match, and requires a name or an ID',
  async (key) => {
    expect(await world().search(key, { name: 'no such thing' })).toEqual([]);
    expect((await failureOf(world().search(key, {}))).message).toBe(
      'Name and ID are both blank. Fill in one of them.',
    );
  },
);

test('fails if nothing is found in a partial list', async () => {
  world().sandbox.settings.listLimit = 1;
  expect(await world().search('find_tag', { name: 'vip' })).toHaveLength(1);
  expect((await failureOf(world().search('find_tag', { name: 'wholesale' }))).message).toMatch(
    /^No match among the first 1 tags, and Azeer doesn't list the rest/,
  );
});

test('fails if the response has no list', async () => {
  world().sandbox.faults.add({ kind: 'shape', body: { unexpected: true } });
  expect((await failureOf(world().search('find_tag', { name: 'vip' }))).message).toMatch(
    /^Azeer returned an unreadable response\. Nothing was changed/,
  );
});

test('retries after a server error', async () => {
  world().sandbox.faults.add({ kind: 'status', status: 503 });
  expect(await world().search('find_tag', { name: 'vip' })).toHaveLength(1);
  expect(world().sandbox.requests).toHaveLength(2);
});
