import { fingerprint } from '@messaging/gateway/hash';
import type { FaultSpec } from '../../../sandbox/mobivate/index.ts';
import { leaksIn } from '../../../tools/testing/secrets.ts';
import { closedUrl } from '../../../tools/testing/server.ts';
import { authentication } from '../src/authentication.ts';
import { type Failure, failureOf, useWorld } from './support/world.ts';

const world = useWorld();
const method = 'authentication.test';

type Platform = 'classic' | 'vortex';
const PLATFORMS = ['classic', 'vortex'] as const;

const connect = (authData: object) => world().zapier.run(method, { authData: { ...authData } });

const failureWith = (platform: Platform, fault: FaultSpec): Promise<Failure> => {
  world().sandbox.faults.add(fault);
  return failureOf(connect(world()[platform]));
};

test.each([
  ['classic', 'Classic', 'api.mobivatebulksms.com'],
  ['vortex', 'Vortex', 'vortex.mobivatebulksms.com'],
] as const)(
  "connects to %s with one request, and returns the connection's details",
  async (name, platform, domain) => {
    const { sandbox, ...keys } = world();
    const { api_key } = keys[name];
    expect(await connect({ api_key: ` Bearer ${api_key}\n` })).toEqual({
      platform,
      domain,
      key_fingerprint: fingerprint(api_key),
    });
    expect(sandbox.requests).toHaveLength(1);
    expect(sandbox.requests[0]).toMatchObject({
      method: 'GET',
      target: '/auth/test',
      body: '',
      headers: { authorization: `Bearer ${api_key}`, accept: 'application/json' },
    });
  },
);

test('shows a custom host, and treats it as Vortex', async () => {
  const { vortex } = world();
  expect(await connect({ ...vortex, domain: ' SMS.example.com ' })).toMatchObject({
    platform: 'Vortex',
    domain: 'sms.example.com',
  });
});

test('the connection label has the platform and fingerprint, and nothing secret', () => {
  expect(authentication.connectionLabel).toBe('{{platform}} · {{key_fingerprint}}');
});

describe('an unknown key while connecting', () => {
  test.each([
    [
      'classic',
      'no-such-key',
      /rejected this Classic API key\. .* Reconnect Mobivate with a valid key\.$/,
      401,
    ],
    ['vortex', 'v-no-such-key', /rejected this Vortex API key\. /, 401],
    ['vortex', 'v-no-such-key', /refused this API key \("API Key is invalid"\)\. At hub/, 403],
  ] as const)('on %s', async (_, api_key, sentence, status) => {
    const { sandbox } = world();
    sandbox.settings.vortexBadKeyStatus = status;
    const failure = await failureOf(connect({ api_key }));
    expect(failure).toMatchObject({ name: 'AppError', message: expect.stringMatching(sentence) });
    expect(JSON.parse(failure.raw)).toMatchObject({ status });
    expect(leaksIn(failure, api_key)).toEqual([]);
    expect(sandbox.requests).toHaveLength(1);
  });
});

test('an empty response connects on Vortex, whose response is not documented, and not on Classic', async () => {
  expect(await failureWith('classic', { kind: 'empty' })).toMatchObject({
    message: expect.stringMatching(/^Mobivate returned an unreadable response/),
  });
  const { sandbox, vortex } = world();
  sandbox.faults.add({ kind: 'empty' });
  expect(await connect(vortex)).toMatchObject({ platform: 'Vortex' });
});

describe.each(PLATFORMS)('on %s, does not connect after an error response', (platform) => {
  test.each([
    ['an HTML page', { kind: 'html' }, /^Mobivate returned an unreadable response\. Nothing was changed/],
    ['broken JSON', { kind: 'truncated' }, /^Mobivate returned an unreadable response/],
    ['success: false', { kind: 'shape', body: { success: false, message: 'No.' } }, /rejected .* \("No"\)/],
    ['a server error', { kind: 'status', status: 500 }, /^Mobivate returned a server error/],
    ['a gateway page', { kind: 'status', status: 502 }, /^Mobivate returned a server error/],
    [
      'a redirect',
      { kind: 'status', status: 302, headers: { Location: '/login' } },
      /redirect\. Check the API Host/,
    ],
    ['not found', { kind: 'status', status: 404 }, /couldn't find this item .* Check the ID/],
    ['a dropped connection', { kind: 'drop' }, /^The connection to Mobivate was lost before it responded/],
    ['a cut answer', { kind: 'drop-body' }, /^The connection to Mobivate was lost/],
  ] as const)('%s', async (_, fault, sentence) => {
    expect(await failureWith(platform, fault)).toMatchObject({
      name: 'AppError',
      message: expect.stringMatching(sentence),
    });
    expect(world().sandbox.requests).toHaveLength(1);
  });

  test('too many requests', async () => {
    const failure = await failureWith(platform, { kind: 'status', status: 429, retryAfter: 7 });
    expect(failure).toMatchObject({ name: 'ThrottledError', delay: expect.any(Number) });
  });

  test('no server', async () => {
    process.env.MOBIVATE_API_URL = await closedUrl();
    expect(await failureOf(connect(world()[platform]))).toMatchObject({
      name: 'AppError',
      message: expect.stringMatching(/^Could not reach Mobivate/),
    });
  });
});

test.each([
  [{ api_key: ' ' }, /^API Key is blank/],
  [{ api_key: 'two words' }, /^API Key contains spaces/],
  [{ api_key: 'k', domain: 'https://bakery:hush@sms.example.com' }, /^API Host "…@sms\.example\.com" is not/],
])('bad input %j is refused without a request', async (authData, sentence) => {
  const failure = await failureOf(connect(authData));
  expect(failure).toMatchObject({ name: 'AppError', message: expect.stringMatching(sentence) });
  expect(failure.raw).not.toContain('hush');
  expect(world().sandbox.requests).toEqual([]);
});

test.each([['with the sandbox'], ['live']])(
  'the platform can derive how requests are authenticated, %s',
  async (where) => {
    if (where === 'live') delete process.env.MOBIVATE_API_URL;
    expect(await world().zapier.ask('getAuthTemplate')).toEqual({
      supported: true,
      authType: 'custom',
      source: 'authentication.test',
      template: {
        headers: { Accept: 'application/json', Authorization: 'Bearer {{bundle.authData.api_key}}' },
      },
    });
    expect(world().sandbox.requests).toEqual([]);
  },
);

test('marks only secrets as secret', () => {
  const secret = authentication.fields.filter((field) => !('isNoSecret' in field)).map(({ key }) => key);
  expect(secret).toEqual(['api_key', 'username', 'password']);
  const hidden = authentication.fields.filter(({ type }) => type === 'password').map(({ key }) => key);
  expect(hidden).toEqual(['api_key', 'password']);
});

test('lists ISO 3166 countries as Default Country', () => {
  const { choices } = authentication.fields.find((field) => field.key === 'default_country') ?? {};
  const names = new Intl.DisplayNames('en', { type: 'region', fallback: 'none' });
  const codes = Object.keys(choices ?? {});
  expect(codes).toEqual(expect.arrayContaining(['GB', 'US', 'DE', 'IN']));
  expect(codes.filter((code) => names.of(code) === undefined)).toEqual([]);
});

test.each([
  'https://mobivate.example.com',
  'mobivate.example.com/path',
  'mobivate.example.com:8443',
  'user@mobivate.example.com',
  'mobivate.example.com#',
  'mobivate.example.com?key=',
  '127.0.0.1',
  '[::1]',
  '0x7f.1',
  '2130706433',
  'localhost',
  'metadata',
  'mobivate.example.com\\@evil.example',
  'mobivate.example.com\r\nHost: evil.example',
  '{{bundle.authData.api_key}}.example.com',
])('D026: rejects the API Host %j without a request', async (domain) => {
  const { sandbox, zapier, vortex } = world();
  const failure = await failureOf(zapier.run('authentication.test', { authData: { ...vortex, domain } }));
  expect(failure).toMatchObject({ name: 'AppError', message: expect.stringMatching(/^API Host /) });
  expect(sandbox.requests).toEqual([]);
});
