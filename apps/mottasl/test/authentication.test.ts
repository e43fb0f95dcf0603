import { createHash } from 'node:crypto';
import { failureOf } from '../../../tools/testing/failure.ts';
import { leaksIn } from '../../../tools/testing/secrets.ts';
import packageJson from '../package.json' with { type: 'json' };
import { authentication } from '../src/authentication.ts';
import { useWorld } from './support/world.ts';

const world = useWorld();

const connect = (api_key: unknown, more: Record<string, unknown> = {}) =>
  world().zapier.run('authentication.test', { authData: { api_key, ...more } });

const fingerprintOf = (key: string) => createHash('sha256').update(key).digest('hex').slice(0, 6);

test('makes one request, with the key unchanged', async () => {
  const { key } = world().sandbox.keys.full;
  const wrapped = ` Bearer ${key.slice(0, 40)}\n  ${key.slice(40)} \r\n`;
  expect(await connect(wrapped)).toEqual({ key_fingerprint: fingerprintOf(key), scope: 'read_write' });
  expect(world().sandbox.requests).toHaveLength(1);
  expect(world().sandbox.requests[0]).toMatchObject({
    method: 'GET',
    target: '/v1/agent',
    body: '',
    headers: {
      authorization: `Bearer ${key}`,
      accept: 'application/json',
      'user-agent': `mottasl-zapier/${packageJson.version}`,
    },
  });
});

test('reads the scope from the key, and null from a key that is not a token', async () => {
  const { readOnly, opaque } = world().sandbox.keys;
  expect(await connect(readOnly.key)).toMatchObject({ scope: 'read' });
  expect(await connect(opaque.key)).toMatchObject({ scope: null });
});

test('accepts a base URL with a trailing slash, and ignores an invalid one', async () => {
  const { sandbox, authData } = world();
  process.env.MOTTASL_API_URL = `${sandbox.url}//`;
  await connect(authData.api_key);
  expect(sandbox.requests.map(({ target }) => target)).toEqual(['/v1/agent']);
});

test('labels connections with the fingerprint', () => {
  expect(authentication.connectionLabel).toBe('Azeer · {{key_fingerprint}}');
});

test('supports the auth template', async () => {
  expect(await world().zapier.ask('getAuthTemplate')).toMatchObject({
    supported: true,
    template: { headers: { Authorization: 'Bearer {{bundle.authData.api_key}}' } },
  });
});

test.each([
  ['', /^API Key is blank\./],
  [' bearer ', /^API Key is blank\./],
  [undefined, /^API Key is blank\./],
  ['kéy', /^API Key contains characters/],
  ['{{key}}', /^API Key contains characters/],
])('rejects the key %j without a request', async (key, says) => {
  expect((await failureOf(connect(key))).message).toMatch(says);
  expect(world().sandbox.requests).toEqual([]);
});

test.each([
  [401, /^Azeer rejected this API key\. It may be wrong or revoked\./],
  [403, /^Azeer does not allow this API key to read this data/],
  [500, /^Azeer returned a server error\. Nothing was changed\./],
])('explains a %i while connecting, without the key', async (status, says) => {
  const { sandbox, authData } = world();
  sandbox.faults.add({ kind: 'status', status, body: { message: `no: ${authData.api_key}` } });
  const { name, message, raw } = await failureOf(connect(authData.api_key));
  expect(name).toBe('AppError');
  expect(message).toMatch(says);
  expect(leaksIn(raw, authData.api_key)).toEqual([]);
});

test('rejects a response that is not JSON', async () => {
  world().sandbox.faults.add({ kind: 'html' });
  expect((await failureOf(connect(world().authData.api_key))).message).toMatch(
    /^Azeer returned an unreadable response/,
  );
});
