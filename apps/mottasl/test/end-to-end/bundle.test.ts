import { type Sandbox, startSandbox } from '../../../../sandbox/mottasl/index.ts';
import { type Bundle, startBundle } from '../../../../tools/testing/bundle.ts';
import { leaksIn } from '../../../../tools/testing/secrets.ts';
import { OPEN } from '../support/world.ts';

const CONNECT = 'authentication.test';
const SEND = 'creates.send_whatsapp_message.operation.perform';
const INPUT = { recipient: `+${OPEN}`, body: 'Hi {{name}}, {{bundle.x}} “🎂”' };

let sandbox: Sandbox;
let bundle: Bundle;

beforeAll(async () => {
  sandbox = await startSandbox({ now: Date.now() });
  sandbox.inbound({ from: OPEN, text: 'Hello' });
  bundle = startBundle('mottasl', { MOTTASL_API_URL: sandbox.url });
});

afterEach(() => {
  sandbox.faults.clear();
  sandbox.requests.length = 0;
});

afterAll(async () => {
  await Promise.all([bundle.close(), sandbox.close()]);
});

/** What somebody pastes: wrapped, with blanks and the word before it. */
const pasted = (key: string) => ({ api_key: ` Bearer ${key.slice(0, 30)}\n ${key.slice(30)}\n` });

test('the platform accepts the bundle and its auth template', async () => {
  expect((await bundle.ask('validate')).results).toEqual([]);
  expect((await bundle.ask('getAuthTemplate')).results).toMatchObject({ supported: true });
});

test.each(['full', 'opaque'] as const)('connects and sends with the key %s', async (name) => {
  const { key } = sandbox.keys[name];
  const connected = await bundle.run(CONNECT, pasted(key));
  expect(connected.results).toMatchObject({ scope: name === 'full' ? 'read_write' : null });
  const { results, logs } = await bundle.run(SEND, pasted(key), INPUT);
  const message = sandbox.business.messages.at(-1);
  expect(results).toMatchObject({ id: message?.id, status: 'accepted', body: INPUT.body });
  expect(message?.content).toEqual({ text: INPUT.body });
  expect(sandbox.requests.at(-1)?.headers.authorization).toBe(`Bearer ${key}`);
  expect(leaksIn([connected.logs, logs], key)).toEqual([]);
});

test('reads MOTTASL_API_URL at each call', async () => {
  const { key } = sandbox.keys.full;
  const { error } = await bundle.run(CONNECT, pasted(key), {}, { MOTTASL_API_URL: 'http://127.0.0.1:9/v1' });
  expect(error?.message).toContain('Could not reach');
  expect((await bundle.run(CONNECT, pasted(key))).error).toBeUndefined();
});

test('returns status unknown after one request, without a secret, for an unclear send', async () => {
  const { key } = sandbox.keys.full;
  sandbox.faults.add({ kind: 'html', status: 502, body: `<pre>${key}</pre>` });
  const { results, logs } = await bundle.run(SEND, pasted(key), INPUT);
  expect(results).toMatchObject({
    status: 'unknown',
    reason: expect.stringMatching(/^Azeer returned a server error/),
  });
  expect(sandbox.requests).toHaveLength(1);
  expect(leaksIn([results, bundle.written()], key)).toEqual([]);
  expect(leaksIn(logs, key)).toEqual([]);
});
