import { failureOf } from '../../../../tools/testing/failure.ts';
import { OPEN, useWorld } from '../support/world.ts';

const world = useWorld();

const wire = () => world().sandbox.requests.map(({ method, target, json }) => [method, target, json]);

test('assigns a contact to an agent', async () => {
  const { sandbox, create } = world();
  sandbox.addContact({ platformId: OPEN, name: 'Lina' });
  expect(await create('assign_contact', { mobile: `+${OPEN}`, agent: ' dana.k@example.org ' })).toEqual({
    mobile: OPEN,
    agent: 'dana.k@example.org',
    raw: { success: true, message: 'contact assigned' },
  });
  expect(wire()).toEqual([
    ['POST', '/v1/contact/assign', { platform_id: OPEN, assigned_platform_id: 'dana.k@example.org' }],
  ]);
});

test('adds tags to a contact', async () => {
  const { sandbox, create } = world();
  sandbox.addContact({ platformId: OPEN, name: 'Lina' });
  expect(await create('tag_contact', { mobile: `+${OPEN}`, tag_ids: ['12', 15] })).toEqual({
    mobile: OPEN,
    tag_ids: ['12', '15'],
    raw: { success: true, data: { tag_ids: [12, 15] } },
  });
  expect(wire()).toEqual([['POST', '/v1/contact/tags', { platform_id: OPEN, tag_ids: [12, 15] }]]);
});

test.each([
  ['assign_contact', { mobile: `+${OPEN}`, agent: 'dana.k@example.org' }],
  ['tag_contact', { mobile: `+${OPEN}`, tag_ids: ['12'] }],
] as const)('%s is done after a success without a body', async (key, inputData) => {
  world().sandbox.faults.add({ kind: 'empty', status: 201 });
  expect(await world().create(key, inputData)).toMatchObject({ mobile: OPEN, raw: null });
});

test('creates a tag', async () => {
  expect(
    await world().create('create_tag', { name: ' new ', description: 'Top buyers', colour: '#3366ff' }),
  ).toEqual({
    id: '16',
    name: 'new',
    description: 'Top buyers',
    colour: '#3366ff',
    created_at: expect.stringMatching(/^20.*Z$/),
    raw: expect.objectContaining({ success: true }),
  });
  expect(wire()).toEqual([
    ['POST', '/v1/tags', { tag: 'new', description: 'Top buyers', colour: '#3366ff' }],
  ]);
});

test('omits blank fields, and fills in values that the response lacks', async () => {
  world().sandbox.faults.add({ kind: 'shape', body: { success: true } });
  expect(await world().create('create_tag', { name: 'plain', description: '' })).toEqual({
    id: null,
    name: 'plain',
    description: null,
    colour: null,
    created_at: null,
    raw: { success: true },
  });
  expect(wire()).toEqual([['POST', '/v1/tags', { tag: 'plain' }]]);
});

test('creates an agent', async () => {
  const agent = {
    email: 'eva@example.org',
    name: 'eva',
    display_name: 'Eva M',
    role: 'agent',
    status: 'active',
  };
  expect(await world().create('create_agent', agent)).toEqual({
    id: expect.stringMatching(/^[0-9a-f-]{36}$/),
    ...agent,
    raw: expect.objectContaining({ success: true, message: 'agent created' }),
  });
  expect(wire()).toEqual([['POST', '/v1/agent', agent]]);
});

test('reports a plan without free seats', async () => {
  world().sandbox.business.seats = 0;
  const agent = { email: 'e@example.org', name: 'e', display_name: 'E', role: 'agent', status: 'active' };
  expect((await failureOf(world().create('create_agent', agent))).message).toMatch(
    /^Azeer requires payment \("No seat left in this plan"\).*plan and balance/,
  );
});

test.each([
  ['assign_contact', { mobile: OPEN, agent: '' }, /^Agent is blank/],
  ['assign_contact', { mobile: 'none', agent: 'x' }, /^Mobile Number "none"/],
  ['tag_contact', { mobile: OPEN, tag_ids: [] }, /^Tags is blank/],
  ['tag_contact', { mobile: OPEN, tag_ids: ['vip'] }, /^Tags "vip" is not a tag ID/],
  ['create_tag', { name: ' ' }, /^Name is blank/],
  ['create_agent', { email: 'e@example.org' }, /^Name is blank/],
])('%s refuses %j without a request', async (key, input, says) => {
  expect((await failureOf(world().create(key, input))).message).toMatch(says);
  expect(world().sandbox.requests).toEqual([]);
});

test.each([
  [404, /^Azeer couldn't find this item/],
  [400, /^Azeer rejected this request.*Check the fields of this step/],
  [500, /^Azeer returned a server error\. The change may have been made\. Check your Azeer account/],
])('explains a %i for a change', async (status, says) => {
  world().sandbox.faults.add({ kind: 'status', status });
  expect((await failureOf(world().create('create_tag', { name: 'x' }))).message).toMatch(says);
  expect(world().sandbox.requests).toHaveLength(1);
});

test.each([401, 403] as const)(
  'reports a read-only key if a change is refused with %i',
  async (readOnlyKey) => {
    const { sandbox, zapier } = world();
    sandbox.settings.readOnlyKey = readOnlyKey;
    const { name, message } = await failureOf(
      zapier.run('creates.create_tag.operation.perform', {
        authData: { api_key: sandbox.keys.readOnly.key },
        inputData: { name: 'x' },
      }),
    );
    expect(name).toBe('AppError');
    expect(message).toBe(
      'The API key of this connection is read-only, and this step makes changes. Create a key with Read and write in Azeer under Settings → Webhooks & APIs → API, and reconnect Azeer with it.',
    );
  },
);
