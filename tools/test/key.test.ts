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

/** Runs the script without a TTY. */
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

test('get shows the current key and changes nothing', async () => {
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

test('create --yes shows a new key and revokes the old one', async () => {
  const { key: old } = sandbox.accounts.classic;
  const { code, out, err } = await key(['create', '--yes'], login());
  expect({ code, err }).toEqual({ code: 0, err: '' });
  expect(out).toBe(`${sandbox.accounts.classic.key}\n`);
  expect(out.trim()).not.toBe(old);
  expect(await statusOf(old)).toBe(401);
  expect(await statusOf(out.trim())).toBe(200);
});

test.each([
  ['create without --yes and without a terminal', ['create'], {}, /revokes the current one\. Add --yes/],
  ['no username', ['get'], { MOBIVATE_USERNAME: '' }, /^Set MOBIVATE_USERNAME\. Without a terminal/],
  ['no password', ['get'], { MOBIVATE_PASSWORD: '' }, /^Set MOBIVATE_PASSWORD\. Without a terminal/],
  ['no command', [], {}, /^Usage: npm run key/],
  ['another command', ['revoke'], {}, /^Usage: npm run key/],
  ['a password on the command line', ['get', 'hush'], {}, /^Usage: npm run key/],
  ['a password as an option', ['get', '--password=hush'], {}, /^Unknown option/],
])('makes no request with %s', async (_, args, env, sentence) => {
  const { code, out, err } = await key(args, { ...login(), ...env });
  expect({ code, out }).toEqual({ code: 1, out: '' });
  expect(err).toMatch(sentence);
  expect(err).not.toContain('hush');
  expect(sandbox.requests).toEqual([]);
});

test.each([
  ['a wrong password', null, /^Mobivate rejected this username and password\. Check both and try again\.\n$/],
  [
    'a server error',
    { kind: 'status', status: 500 },
    /^Mobivate returned no key \(HTTP 500\)\. Try again later/,
  ],
  ['an HTML page', { kind: 'html' }, /^Mobivate returned no key \(HTTP 200\)/],
  [
    'a response without a key',
    { kind: 'shape', body: { apiKey: '' } },
    /^Mobivate returned no key \(HTTP 200\)/,
  ],
  [
    'a redirect',
    { kind: 'status', status: 302, headers: { Location: '/elsewhere' } },
    /^Mobivate returned no key \(HTTP 302\)/,
  ],
  ['a dropped connection', { kind: 'drop' }, /^Mobivate did not respond\. Check your connection/],
] as const)('explains %s in a sentence without the password', async (_, fault, sentence) => {
  if (fault) sandbox.faults.add(fault);
  const { code, out, err } = await key(['get'], { ...login(), ...(!fault && { MOBIVATE_PASSWORD: 'hush' }) });
  expect({ code, out }).toEqual({ code: 1, out: '' });
  expect(err).toMatch(sentence);
  expect(err).not.toContain('hush');
  expect(err).not.toContain(sandbox.accounts.classic.password);
  expect(sandbox.requests).toHaveLength(1);
});

test('explains an unreachable host in a sentence', async () => {
  const { code, err } = await key(['get'], { ...login(), MOBIVATE_API_URL: await closedUrl() });
  expect(code).toBe(1);
  expect(err).toMatch(/^Mobivate did not respond\. Check your connection and try again\./);
});
