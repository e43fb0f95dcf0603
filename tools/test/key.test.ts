import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { type Sandbox, startSandbox } from '../../sandbox/mobivate/index.ts';
import { closedUrl } from '../testing/server.ts';

let sandbox: Sandbox;

beforeAll(async () => {
  sandbox = await startSandbox();
});
afterEach(() => {
  sandbox.faults.clear();
  sandbox.requests.length = 0;
});
afterAll(() => sandbox.close());

const script = fileURLToPath(new URL('../key.ts', import.meta.url));

/** Runs the script without a terminal. */
const key = (
  args: string[],
  env: Record<string, string> = {},
): Promise<{ code: unknown; out: string; err: string }> =>
  new Promise((resolve) => {
    const { MOBIVATE_USERNAME, MOBIVATE_PASSWORD, ...inherited } = process.env;
    const program = spawn(process.execPath, [script, ...args], {
      env: { ...inherited, MOBIVATE_API_URL: sandbox.url, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const written = { out: '', err: '' };
    program.stdout.on('data', (chunk: Buffer) => {
      written.out += chunk.toString();
    });
    program.stderr.on('data', (chunk: Buffer) => {
      written.err += chunk.toString();
    });
    program.on('close', (code) => resolve({ code, ...written }));
  });

const login = () => {
  const { username, password } = sandbox.accounts.classic;
  return { MOBIVATE_USERNAME: username, MOBIVATE_PASSWORD: password };
};

const statusOf = async (apiKey: string): Promise<number> =>
  (await fetch(`${sandbox.url}/auth/test`, { headers: { Authorization: `Bearer ${apiKey}` } })).status;

test('get shows the present key and changes nothing', async () => {
  const { key: present } = sandbox.accounts.classic;
  expect(await key(['get'], login())).toEqual({ code: 0, out: `${present}\n`, err: '' });
  expect(sandbox.requests).toHaveLength(1);
  expect(sandbox.requests[0]).toMatchObject({
    method: 'POST',
    target: '/auth/getkey',
    json: { username: login().MOBIVATE_USERNAME, password: login().MOBIVATE_PASSWORD },
    headers: { 'content-type': 'application/json' },
  });
  expect(await statusOf(present)).toBe(200);
});

test('create --yes shows a new key, and the old one works no more', async () => {
  const { key: old } = sandbox.accounts.classic;
  const { code, out, err } = await key(['create', '--yes'], login());
  expect({ code, err }).toEqual({ code: 0, err: '' });
  expect(out).toBe(`${sandbox.accounts.classic.key}\n`);
  expect(out.trim()).not.toBe(old);
  expect(await statusOf(old)).toBe(401);
  expect(await statusOf(out.trim())).toBe(200);
});

test.each([
  [
    'create without --yes and without a terminal to ask',
    ['create'],
    {},
    /revokes the present one: add --yes/,
  ],
  [
    'a login that is nowhere to be found',
    ['get'],
    { MOBIVATE_USERNAME: '' },
    /^Set MOBIVATE_USERNAME, because/,
  ],
  [
    'a password that is nowhere to be found',
    ['get'],
    { MOBIVATE_PASSWORD: '' },
    /^Set MOBIVATE_PASSWORD, because/,
  ],
  ['no command', [], {}, /^Usage: npm run key/],
  ['another command', ['revoke'], {}, /^Usage: npm run key/],
  ['a password on the command line', ['get', 'hush'], {}, /^Usage: npm run key/],
  ['a password as an option', ['get', '--password=hush'], {}, /^Unknown option/],
])('%s: nothing is asked of Mobivate', async (_, args, env, sentence) => {
  const { code, out, err } = await key(args, { ...login(), ...env });
  expect({ code, out }).toEqual({ code: 1, out: '' });
  expect(err).toMatch(sentence);
  expect(err).not.toContain('hush');
  expect(sandbox.requests).toEqual([]);
});

test.each([
  ['a wrong password', null, /^Mobivate does not accept this username and password\.\n$/],
  ['a server error', { kind: 'status', status: 500 }, /^Mobivate gave no key \(HTTP 500\): try again later/],
  ['a page', { kind: 'html' }, /^Mobivate gave no key \(HTTP 200\)/],
  ['an answer without key', { kind: 'shape', body: { apiKey: '' } }, /^Mobivate gave no key \(HTTP 200\)/],
  [
    'a redirect',
    { kind: 'status', status: 302, headers: { Location: '/elsewhere' } },
    /^Mobivate gave no key \(HTTP 302\)/,
  ],
  ['a dropped connection', { kind: 'drop' }, /^Mobivate did not answer: check the connection/],
] as const)('%s is told in a sentence, without the password', async (_, fault, sentence) => {
  if (fault) sandbox.faults.add(fault);
  const { code, out, err } = await key(['get'], { ...login(), ...(!fault && { MOBIVATE_PASSWORD: 'hush' }) });
  expect({ code, out }).toEqual({ code: 1, out: '' });
  expect(err).toMatch(sentence);
  expect(err).not.toContain('hush');
  expect(err).not.toContain(sandbox.accounts.classic.password);
  expect(sandbox.requests).toHaveLength(1);
});

test('nobody there is told in a sentence', async () => {
  const { code, err } = await key(['get'], { ...login(), MOBIVATE_API_URL: await closedUrl() });
  expect(code).toBe(1);
  expect(err).toMatch(/^Mobivate did not answer: check the connection and try again\./);
});
