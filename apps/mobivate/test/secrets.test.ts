import type { FaultSpec } from '../../../sandbox/mobivate/index.ts';
import { leaksIn } from '../../../tools/testing/secrets.ts';
import { useWorld } from './support/world.ts';

const world = useWorld();

const PASSWORD = 'p%41ss"w\\rd&';
const INPUT = { originator: 'Bakery', recipient: '447700900123', body: 'Your cake is ready.' };
const METHODS = ['authentication.test', 'creates.send_sms.operation.perform'] as const;

const KEYS = [
  ['of a usual form', '6f1c2b9e-0d3a-4c58-9b71-2e64d8a05f37'],
  ['of regular expressions', '.*+?^$(){}|[]\\d$&'],
  ['with percent signs', 'abc%20%41%zz%%def'],
  ['with quotes', `a"b'c\`d"e`],
  ['with braces', '{a}b}}{c{d'],
  ['that looks like base64', 'QUJDREVGR0hJSktM+/=='],
  ['of 300 characters', 'k3y-'.repeat(75)],
] as const;

const forms = (key: string) => [
  key,
  `key=${encodeURIComponent(key)}`,
  `key ${Buffer.from(key).toString('base64')}`,
  `Authorization: Bearer ${key}`,
];

/** What the other side may do with a key: take it, refuse it, repeat it in every form, or say nothing. */
const fates = (key: string): [string, FaultSpec | null][] => [
  ['is accepted', null],
  ['is refused', { kind: 'status', status: 401 }],
  ['is repeated in an error', { kind: 'status', status: 400, body: { message: forms(key).join(' ') } }],
  [
    'is repeated in an error of Vortex',
    { kind: 'status', status: 403, body: { error: forms(key).join(' ') } },
  ],
  ['is repeated in a page', { kind: 'html', status: 502, body: `<pre>${forms(key).join('\n')}</pre>` }],
  ['is repeated in headers', { kind: 'status', status: 429, headers: { 'X-Key': key } }],
  [
    'is repeated in a redirect',
    { kind: 'status', status: 302, headers: { Location: `/${encodeURIComponent(key)}` } },
  ],
  ['is answered by nothing', { kind: 'drop' }],
];

/** Everything that leaves a run: its result or error, and the log that the platform keeps. */
const tracesOf = async (
  method: string,
  authData: Record<string, unknown>,
  inputData: Record<string, unknown>,
): Promise<unknown[]> => {
  const { zapier } = world();
  const ended = await zapier.run(method, { authData: { ...authData }, inputData }).then(
    (result) => result,
    (error: Error) => ({ name: error.name, message: error.message }),
  );
  return [ended, zapier.logs];
};

/** Lets the next request meet a fault, and the look-up after it fail. */
const meet = (fault: FaultSpec | null): void => {
  const { faults } = world().sandbox;
  faults.clear();
  if (!fault) return;
  faults.add(fault);
  faults.add({ kind: 'status', status: 403, path: '/message*', times: 'always' });
};

describe.each(['classic', 'vortex'] as const)('on %s', (platform) => {
  describe.each(KEYS)('a key %s', (name, bare) => {
    const key = platform === 'vortex' ? `v-${bare}` : bare;

    beforeAll(() => {
      const { accounts } = world().sandbox;
      accounts.create({ name: `${platform} key ${name}`, platform, key, username: name, password: PASSWORD });
    });

    test('does not leak after a run, even if pasted with Bearer and spaces', async () => {
      const api_key = ` Bearer ${key} \n`;
      const { sandbox, zapier } = world();
      for (const [, fault] of fates(key)) {
        for (const method of METHODS) {
          meet(fault);
          const traces = await tracesOf(method, { api_key, username: 'bakery', password: PASSWORD }, INPUT);
          expect(leaksIn(traces, key)).toEqual([]);
          expect(leaksIn(traces, PASSWORD)).toEqual([]);
        }
      }
      const [accepted] = sandbox.requests;
      expect(accepted).toMatchObject({ status: 200, headers: { authorization: `Bearer ${key}` } });
      const looks = sandbox.requests.filter(({ path }) => path.startsWith('/message'));
      expect(sandbox.requests.length - looks.length).toBe(fates(key).length * METHODS.length);
      expect(zapier.logs.length).toBeGreaterThanOrEqual((fates(key).length - 1) * METHODS.length);
    });
  });
});

test.each([
  ['as API Host', (key: string) => ({ domain: key })],
  ['inside an API Host', (key: string) => ({ domain: `https://${key}@sms.example.com/` })],
  ['with a blank in it', (key: string) => ({ api_key: `${key} ${key}` })],
])('does not echo a key pasted %s', async (_, credentials) => {
  const { vortex, sandbox } = world();
  const traces = await tracesOf('authentication.test', { ...vortex, ...credentials(vortex.api_key) }, {});
  expect(traces[0]).toMatchObject({ name: 'AppError' });
  expect(leaksIn(traces, vortex.api_key)).toEqual([]);
  expect(sandbox.requests).toEqual([]);
});

test('does not echo a password that Mobivate echoes', async () => {
  const { sandbox, classic } = world();
  const message = `${PASSWORD} ${encodeURIComponent(PASSWORD)}`;
  sandbox.faults.add({ kind: 'status', status: 400, body: { message } });
  const traces = await tracesOf(METHODS[1], { ...classic, username: 'bakery', password: PASSWORD }, INPUT);
  expect(traces[0]).toMatchObject({ message: expect.stringContaining('… …') });
  expect(leaksIn(traces, PASSWORD)).toEqual([]);
});
