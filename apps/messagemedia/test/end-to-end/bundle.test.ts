import { type Account, type Sandbox, startSandbox } from '../../../../sandbox/messagemedia/index.ts';
import { type Bundle, startBundle } from '../../../../tools/testing/bundle.ts';
import { leaksIn } from '../../../../tools/testing/secrets.ts';
import { connectionOf } from '../support/world.ts';

const SEND = 'creates.send_sms.operation.perform';
const INPUT = { recipient: '+61 491 570 156', body: 'Hi {{name}}, {{bundle.x}} “🎂”', reference: 'order-1' };

let sandbox: Sandbox;
let bundle: Bundle;

beforeAll(async () => {
  sandbox = await startSandbox({ now: Date.now() });
  bundle = startBundle('messagemedia', { MESSAGEMEDIA_API_URL: sandbox.url });
});

afterEach(() => {
  sandbox.faults.clear();
  sandbox.requests.length = 0;
});

afterAll(async () => {
  await Promise.all([bundle.close(), sandbox.close()]);
});

/** What somebody pastes, with blanks around it. */
const pasted = (account: Account) => {
  const { api_key, api_secret, ...more } = connectionOf(account);
  return { ...more, api_key: ` ${api_key}\n`, api_secret: `\t${api_secret} ` };
};

test('the platform accepts the bundle, which has no auth template', async () => {
  expect((await bundle.ask('validate')).results).toEqual([]);
  expect((await bundle.ask('getAuthTemplate')).results).toMatchObject({ supported: false });
});

test.each(['basic', 'hmac'] as const)('connects and sends with a %s key', async (kind) => {
  const account = sandbox.accounts[kind];
  expect((await bundle.run('authentication.test', pasted(account))).results).toMatchObject({
    auth_method: kind === 'basic' ? 'Basic' : 'HMAC',
  });
  const { results, logs } = await bundle.run(SEND, pasted(account), INPUT);
  const message = account.ledger.messages.at(-1);
  expect(results).toMatchObject({ id: message?.id, status: 'accepted', body: INPUT.body });
  expect(message).toMatchObject({ destination: '+61491570156', content: INPUT.body });
  for (const secret of [account.secret, account.key]) expect(leaksIn(logs, secret)).toEqual([]);
});

test('reads MESSAGEMEDIA_API_URL at each call', async () => {
  const authData = pasted(sandbox.accounts.basic);
  const { error } = await bundle.run(
    'authentication.test',
    authData,
    {},
    { MESSAGEMEDIA_API_URL: 'http://127.0.0.1:9' },
  );
  expect(error?.message).toContain('Could not reach');
  expect((await bundle.run('authentication.test', authData)).error).toBeUndefined();
});

test('returns status unknown and no secret for an unclear send', async () => {
  const { secret } = sandbox.accounts.hmac;
  sandbox.faults.add({ kind: 'status', status: 503, path: '/v1/messages' });
  const input = { ...INPUT, reference: 'order-2' };
  const { results, logs } = await bundle.run(SEND, pasted(sandbox.accounts.hmac), input);
  expect(results).toMatchObject({ status: 'unknown' });
  expect(leaksIn([results, logs, bundle.written()], secret)).toEqual([]);
}, 15_000);
