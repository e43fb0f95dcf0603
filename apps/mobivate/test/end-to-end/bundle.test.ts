import { fingerprint } from '@messaging/gateway/hash';
import { type Sandbox, startSandbox } from '../../../../sandbox/mobivate/index.ts';
import { type Bundle, startBundle } from '../../../../tools/testing/bundle.ts';
import { leaksIn } from '../../../../tools/testing/secrets.ts';

const SEND = 'creates.send_sms.operation.perform';
const INPUT = { originator: 'Bakery', recipient: '+44 7700 900123', body: 'Hi {{name}}, {{bundle.x}} “🎂”' };
const PLATFORMS = [
  ['classic', 'Classic', 'body'],
  ['vortex', 'Vortex', 'text'],
] as const;

let sandbox: Sandbox;
let bundle: Bundle;

beforeAll(async () => {
  sandbox = await startSandbox({ now: Date.now() });
  bundle = startBundle('mobivate', { MOBIVATE_API_URL: sandbox.url, MOBIVATE_TASKS_URL: sandbox.url });
});

afterEach(() => {
  sandbox.faults.clear();
  sandbox.requests.length = 0;
});

afterAll(async () => {
  await Promise.all([bundle.close(), sandbox.close()]);
});

const authData = (platform: 'classic' | 'vortex') => ({
  api_key: ` Bearer ${sandbox.accounts[platform].key}\n`,
});

test('the platform accepts the bundle, and can derive how its requests are authenticated', async () => {
  expect((await bundle.ask('validate')).results).toEqual([]);
  expect((await bundle.ask('getAuthTemplate')).results).toMatchObject({ supported: true });
});

test.each(PLATFORMS)('connects and sends on %s', async (name, platform, field) => {
  const { key, ledger } = sandbox.accounts[name];
  expect((await bundle.run('authentication.test', authData(name))).results).toMatchObject({
    platform,
    key_fingerprint: fingerprint(key),
  });
  const { results, logs } = await bundle.run(SEND, authData(name), INPUT);
  expect(sandbox.requests.map(({ method, target }) => `${method} ${target}`)).toEqual([
    'GET /auth/test',
    'POST /send/single',
  ]);
  expect(sandbox.requests[1]).toMatchObject({
    headers: { authorization: `Bearer ${key}` },
    json: { originator: 'Bakery', recipient: '447700900123', [field]: INPUT.body },
  });
  const [message] = ledger.log.all().slice(-1);
  expect(results).toMatchObject({ id: message?.id, status: 'accepted', body: INPUT.body, parts: 1 });
  expect(message).toMatchObject({ recipient: '447700900123', text: INPUT.body });
  expect(leaksIn(logs, key)).toEqual([]);
});

test.each([
  ['Recipient "hush-1" contains "hush", so it is not a phone number', { ...INPUT, recipient: 'hush-1' }],
  ['Originator "Twelve chars" is 12 characters long', { ...INPUT, originator: 'Twelve chars' }],
])('rejects without a request: %s', async (sentence, inputData) => {
  const { error } = await bundle.run(SEND, authData('classic'), inputData);
  expect(error).toMatchObject({
    name: 'AppError',
    message: expect.stringContaining(JSON.stringify(sentence).slice(1, -1)),
  });
  expect(sandbox.requests).toEqual([]);
});

test('reports an opted-out recipient and a replaced key in one sentence without a dump', async () => {
  sandbox.optOut(sandbox.accounts.classic, '447700900666');
  const stopped = await bundle.run(SEND, authData('classic'), { ...INPUT, recipient: '447700900666' });
  expect(stopped.error).toEqual({
    name: 'HaltedError',
    message: 'The recipient has opted out of messages from this Mobivate account, so nothing was sent.',
  });
  const expired = await bundle.run(SEND, { api_key: 'replaced-key' }, INPUT);
  expect(expired.error).toEqual({
    name: 'ExpiredAuthError',
    message: expect.stringMatching(/^Mobivate rejected this Classic API key\. [^\n]+\.$/),
  });
});

test('a failure of Mobivate leads to one send, one result, and one sentence', async () => {
  sandbox.faults.add({ kind: 'html', status: 502 });
  const { results } = await bundle.run(SEND, authData('vortex'), INPUT);
  expect(results).toMatchObject({
    status: 'unknown',
    reason: expect.stringMatching(
      /^Mobivate returned a server error\. This message may or may not have been sent/,
    ),
  });
  expect(sandbox.requests.filter(({ method }) => method === 'POST')).toHaveLength(1);
});

test('reports an unexpected error without stack, input, or log', async () => {
  const { error, logs } = await bundle.run(SEND, authData('classic'), INPUT, { MOBIVATE_API_URL: 'http://' });
  expect(JSON.parse(error?.message ?? '')).toEqual({
    message: expect.stringMatching(/^Something unexpected went wrong in this integration/),
    code: 'unexpected',
  });
  expect(logs.map(({ message }) => message).join()).toMatch(/Invalid URL/);
});

test('logs an unexpected error without secrets', () => {
  expect(bundle.written()).toMatch(/^TypeError: Invalid URL/);
  for (const { key } of sandbox.accounts.list()) expect(leaksIn(bundle.written(), key)).toEqual([]);
});
