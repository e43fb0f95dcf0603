import { failureOf, useWorld } from '../support/world.ts';

const world = useWorld();

const send = (
  inputData: Record<string, unknown>,
  authData: Record<string, unknown> = world().vortex,
): Promise<unknown> =>
  world().zapier.run('creates.send_alias_sms.operation.perform', {
    authData,
    inputData: { originator: 'Bakery', body: 'Hi {{name}}', ...inputData },
  });

test('the aliases, the text and the options travel as they are', async () => {
  const { sandbox } = world();
  const tomorrow = new Date(Math.floor(Date.now() / 1000) * 1000 + 86_400_000).toISOString();
  const result = await send({
    aliases: ['Regular one', 'Regular two', 'Regular one'],
    name: 'Cakes {{1}}',
    schedule_at: tomorrow,
    spread_hours: '2',
  });
  expect(sandbox.requests.map(({ method, target, json }) => ({ method, target, json }))).toEqual([
    {
      method: 'POST',
      target: '/send/alias',
      json: {
        recipients: ['Regular one', 'Regular two'],
        text: 'Hi {{name}}',
        originator: 'Bakery',
        name: 'Cakes {{1}}',
        spreadHours: 2,
        scheduleDateTime: tomorrow.replace('.000Z', 'Z'),
      },
    },
  ]);
  expect(result).toMatchObject({
    requested: 3,
    accepted: 2,
    duplicates: 1,
    parts_total: 2,
    results: [
      { row: 1, recipient: 'Regular one', status: 'accepted', parts: 1 },
      { row: 2, recipient: 'Regular two', status: 'accepted', parts: 1 },
      { row: 3, recipient: 'Regular one', status: 'duplicate', reason: 'The same recipient as in row 1.' },
    ],
  });
});

test('what was not given is left out', async () => {
  await send({ aliases: 'one\ntwo', name: '', schedule_at: null, spread_hours: '' });
  expect(world().sandbox.requests.map(({ json }) => json)).toEqual([
    { recipients: ['one', 'two'], text: 'Hi {{name}}', originator: 'Bakery' },
  ]);
});

test('an answer that never says whether it was done is no failure', async () => {
  world().sandbox.faults.add({ kind: 'status', status: 502, when: 'after' });
  expect(await send({ aliases: ['one'] })).toMatchObject({ id: null, accepted: 0, unknown: 1 });
  expect(world().sandbox.requests).toHaveLength(1);
});

test.each([
  [{ aliases: [] }, /^Aliases is empty/],
  [{ aliases: ['one'], body: ' ' }, /^Message Body is empty/],
  [{ aliases: ['one'], originator: '' }, /^Originator "" is empty/],
  [{ aliases: ['one'], spread_hours: 'some' }, /^Spread Hours "some" is not a whole number/],
])('refuses %j before any request', async (inputData, sentence) => {
  expect((await failureOf(send(inputData))).message).toMatch(sentence);
  expect(world().sandbox.requests).toEqual([]);
});

test('is nothing that Classic has', async () => {
  const { message } = await failureOf(send({ aliases: ['one'] }, world().classic));
  expect(message).toMatch(/^Send Alias SMS needs a Vortex key; this connection is Classic/);
  expect(world().sandbox.requests).toEqual([]);
});

test('names the permission that it lacks', async () => {
  const { message } = await failureOf(
    send({ aliases: ['one'] }, { api_key: world().sandbox.accounts.vortexLimited.key }),
  );
  expect(message).toContain('lacks the Mobivate permission create:AliasSMS: tick it');
});
