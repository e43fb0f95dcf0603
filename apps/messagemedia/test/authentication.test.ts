import { createHash } from 'node:crypto';
import { failureOf } from '../../../tools/testing/failure.ts';
import { useWorld } from './support/world.ts';

const world = useWorld();

const connect = (authData: Record<string, unknown>) =>
  world().zapier.run('authentication.test', { authData, meta: { isTestingAuth: true } });

test.each([
  ['basic', 'Basic'],
  ['hmac', 'HMAC'],
] as const)('connects with a %s key and one request without a query', async (kind, auth_method) => {
  const authData = world()[kind];
  expect(await connect({ ...authData })).toEqual({
    region: 'api.messagemedia.com',
    auth_method,
    key_fingerprint: createHash('sha256').update(String(authData.api_key)).digest('hex').slice(0, 6),
  });
  expect(world().sandbox.requests).toMatchObject([
    { method: 'GET', target: '/v1/webhooks/messages', body: '' },
  ]);
});

test('connects with SHA-1, and sends the sub-account', async () => {
  await connect({
    ...world().hmac,
    hmac_algorithm: 'sha1',
    account: 'Shop1',
    region: 'eu.app.api.sinch.com',
  });
  const [request] = world().sandbox.requests;
  expect(request?.headers.authorization).toContain('algorithm="hmac-sha1"');
  expect(request?.headers.account).toBe('Shop1');
});

test('sends User-Agent and Accept with every request', async () => {
  await connect({ ...world().basic });
  expect(world().sandbox.requests[0]?.headers).toMatchObject({
    accept: 'application/json',
    'user-agent': expect.stringMatching(/^messagemedia-zapier\/\d+\.\d+\.\d+$/),
  });
});

test.each([
  ['a wrong secret', () => ({ ...world().basic, api_secret: 'wrong' }), /API Key and API Secret/],
  [
    'a key of the other type',
    () => ({ ...world().basic, auth_method: 'hmac' }),
    /for Basic \(see Key Type\)/,
  ],
  ['a wrong secret for HMAC', () => ({ ...world().hmac, api_secret: 'wrong' }), /signature made with/],
  ['no key', () => ({ api_secret: 'x' }), /^API Key is blank/],
])('reports %s while connecting, without expiring the connection', async (_name, authData, sentence) => {
  const failure = await failureOf(connect(authData()));
  expect(failure.name).toBe('AppError');
  expect(failure.message).toMatch(sentence);
});

test('reports a wrong clock differently from a wrong secret', async () => {
  world().sandbox.settings.clockAheadMs = 600_000;
  expect((await failureOf(connect({ ...world().hmac }))).message).toMatch(/because the clock/);
});

test('expires the connection if the key fails later', async () => {
  const authData = { ...world().basic, api_secret: 'wrong' };
  const failure = await failureOf(
    world().zapier.run('searches.find_optout.operation.perform', {
      authData,
      inputData: { mobile: '+61491570156' },
    }),
  );
  expect(failure.name).toBe('ExpiredAuthError');
});

test('reports a 403 without expiring the connection', async () => {
  const failure = await failureOf(
    world().zapier.run('searches.find_optout.operation.perform', {
      authData: world().bare,
      inputData: { mobile: '+61491570156' },
    }),
  );
  expect(failure).toMatchObject({
    name: 'AppError',
    message: expect.stringMatching(/^This feature is not switched on/),
  });
});

test('reports the auth template as unsupported', async () => {
  expect(await world().zapier.ask('getAuthTemplate')).toMatchObject({ supported: false });
});
