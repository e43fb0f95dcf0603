import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { fileURLToPath } from 'node:url';
import type { Account, Sandbox } from '../../sandbox/mobivate/index.ts';
import { startSandbox } from '../../sandbox/mobivate/index.ts';
import { closedUrl } from '../testing/server.ts';

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

const script = fileURLToPath(new URL('../observe.ts', import.meta.url));

let sandbox: Sandbox;

beforeAll(async () => {
  sandbox = await startSandbox({ clock: 'real', settings: { carrierAfterMs: 20, finalAfterMs: 40 } });
  for (const account of [sandbox.accounts.classic, sandbox.accounts.vortex])
    sandbox.seedMessages(account, 12);
});
afterEach(() => {
  sandbox.faults.clear();
  sandbox.requests.length = 0;
});
afterAll(() => sandbox.close());

interface Ended {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

/** Runs the command without a terminal. `meanwhile` is called with everything written so far. */
const observe = (
  args: readonly string[],
  env: Record<string, string> = {},
  { input = '', meanwhile }: { input?: string; meanwhile?: (out: string, stop: () => void) => void } = {},
): Promise<Ended> =>
  new Promise((resolve) => {
    const { MOBIVATE_API_KEY, ...inherited } = process.env;
    const program = spawn(process.execPath, [script, ...args], {
      env: { ...inherited, MOBIVATE_API_URL: sandbox.url, ...env },
      stdio: ['pipe', 'pipe', 'pipe'],
    });
    const written = { out: '', err: '' };
    program.stdin.end(input);
    program.stdout.on('data', (chunk: Buffer) => {
      written.out += chunk.toString();
      meanwhile?.(written.out, () => program.kill('SIGINT'));
    });
    program.stderr.on('data', (chunk: Buffer) => {
      written.err += chunk.toString();
    });
    program.on('close', (code) => resolve({ code, ...written }));
  });

const keyOf = ({ key }: Account) => ({ MOBIVATE_API_KEY: key });

const sends = () => sandbox.requests.filter(({ path }) => path.startsWith('/send/'));

test('reads without a terminal, says what it is about to do, and ends with a table and the counts', async () => {
  const { classic } = sandbox.accounts;
  const file = `${tmpdir()}/observe-${process.pid}.json`;
  const { code, out, err } = await observe(['mobivate', '--json', file], keyOf(classic));
  expect({ code, err }).toEqual({ code: 0, err: '' });
  expect(out).toMatch(/^Mobivate: Classic · [0-9a-f]{6}, at http:\/\/127\.0\.0\.1:\d+\n/);
  expect(out).toContain('Nothing else is touched: --change, --send, --listen would check more.');
  expect(out).toMatch(/\nCONFIRMED \(\d+\)\n {2}auth-test-object +200 \{message\}\n/);
  expect(out).toMatch(/\n\d+ confirmed, 0 refuted, \d+ unclear, \d+ not tried\n$/);
  expect(out).not.toContain(classic.key);
  expect(sandbox.requests.filter(({ method }) => method !== 'GET').map(({ path }) => path)).toEqual([
    '/auth/getkey',
  ]);
  const kept = JSON.parse(readFileSync(file, 'utf8'));
  expect(kept.verdicts['classic-log-array']).toEqual({ word: 'confirmed', seen: '200 a list of 12' });
  expect(kept.table).toContain('| `classic-log-array` |');
});

test('what is refuted stands with what it means in the app', async () => {
  sandbox.settings.vortexBadKeyStatus = 403;
  const { out } = await observe(['mobivate'], keyOf(sandbox.accounts.vortex));
  sandbox.settings.vortexBadKeyStatus = 401;
  expect(out).toMatch(
    /REFUTED \(1\)\n {2}vortex-bad-key-401\n {4}A wrong key returns 401\.\n {6}seen: 403 .*\n {6}in the app: A 401 asks the user to reconnect\./,
  );
});

test.each([
  ['no key', ['mobivate'], {}, /^Set MOBIVATE_API_KEY, because there is no terminal to ask for it\.\n$/],
  [
    'a key on the command line',
    ['mobivate', '--key=hush'],
    { MOBIVATE_API_KEY: 'x' },
    /^Unknown option '--key'/,
  ],
  ['a key as an argument', ['mobivate', 'hush'], { MOBIVATE_API_KEY: 'x' }, /^Usage: npm run observe/],
  ['no gateway', [], {}, /^Usage: npm run observe/],
  ['another gateway', ['pigeons'], {}, /^There is no gateway "pigeons"\. Name one of: mobivate/],
  [
    'a number without a country code',
    ['mobivate', '--send', '07700900123'],
    { MOBIVATE_API_KEY: 'x' },
    /no phone number with a country code/,
  ],
  ['an address that is none', ['mobivate', '--listen', 'here'], { MOBIVATE_API_KEY: 'x' }, /is no address/],
  ['a wait that is no number', ['mobivate', '--wait', 'long'], { MOBIVATE_API_KEY: 'x' }, /no whole number/],
  [
    'a webhook that is none',
    ['mobivate', '--webhook', 'reply=x'],
    { MOBIVATE_API_KEY: 'x' },
    /is not like receipt=https/,
  ],
])('%s: nothing is asked', async (_, args, env, sentence) => {
  const { code, err } = await observe(args, env);
  expect(code).toBe(1);
  expect(err).toMatch(sentence);
  expect(sandbox.requests).toEqual([]);
});

test('a key that is refused ends it, without the key', async () => {
  const { code, err, out } = await observe(['mobivate'], { MOBIVATE_API_KEY: 'hush-hush' });
  expect({ code, err }).toEqual({ code: 1, err: 'Mobivate does not accept this key (401).\n' });
  expect(out).not.toContain('hush-hush');
});

test('reports an unreachable gateway in one sentence', async () => {
  const { code, err } = await observe(['mobivate'], {
    MOBIVATE_API_KEY: 'x',
    MOBIVATE_API_URL: await closedUrl(),
  });
  expect(code).toBe(1);
  expect(err).toBe('Mobivate cannot be reached: GET /auth/test got no answer.\n');
});

test('sends nothing without confirmation', async () => {
  const { code, out } = await observe(
    ['mobivate', '--send', '+44 7700 900444'],
    keyOf(sandbox.accounts.classic),
    { input: 'yes\n' },
  );
  expect(code).toBe(0);
  expect(out).toContain('go to +447700900444. Price: 0.037 EUR a part');
  expect(out).toContain('Nothing is sent.');
  expect(sends()).toEqual([]);
});

test('sends at most five messages to the given number after confirmation', async () => {
  const { code, out } = await observe(
    ['mobivate', '--send', '+447700900444'],
    keyOf(sandbox.accounts.classic),
    { input: 'send\n' },
  );
  expect(code).toBe(0);
  expect(out).toContain('4 messages were sent at most.');
  expect(sends().map(({ path }) => path)).toEqual(['/send/single', '/send/batch', '/send/batch']);
  const numbers = sends().flatMap(({ body }) =>
    [...body.matchAll(/"recipient":"(\d+)"/g)].map(([, number]) => number),
  );
  expect(new Set(numbers)).toEqual(new Set(['447700900444']));
});

test('Ctrl-C in the middle of a change: everything is put back, and it ends with 130', async () => {
  const { vortex } = sandbox.accounts;
  let isStopped = false;
  const { code, out } = await observe(['mobivate', '--change'], keyOf(vortex), {
    meanwhile: (_, stop) => {
      if (
        isStopped ||
        !sandbox.requests.some(({ method, path }) => method === 'POST' && path === '/addressbook/contacts')
      )
        return;
      isStopped = true;
      stop();
    },
  });
  expect(isStopped).toBe(true);
  expect(code).toBe(130);
  expect(out).toContain('The run was stopped; what it had made is taken away.');
  expect({ contacts: vortex.ledger.contacts, optouts: [...vortex.ledger.optouts.keys()] }).toEqual({
    contacts: [],
    optouts: [],
  });
});

test('a run that is killed leaves a note, and the next one takes away what was made', async () => {
  const { vortex } = sandbox.accounts;
  sandbox.faults.add({ kind: 'hang', when: 'after', method: 'POST', path: '/addressbook/optouts' });
  const killed = spawn(process.execPath, [script, 'mobivate', '--change'], {
    env: { ...process.env, MOBIVATE_API_URL: sandbox.url, ...keyOf(vortex) },
    stdio: 'ignore',
  });
  const ended = new Promise((resolve) => killed.on('close', resolve));
  await expect.poll(() => vortex.ledger.optouts.size, { timeout: 30_000 }).toBe(1);
  killed.kill('SIGKILL');
  await ended;
  const { code, out } = await observe(['mobivate'], keyOf(vortex));
  expect(code).toBe(0);
  expect(out).toContain('An earlier run was cut off; what it had made is taken away first.');
  expect([...vortex.ledger.optouts.keys()]).toEqual([]);
});

test('reports a signature rejected because of the clock', async () => {
  const { startSandbox: startMessageMedia } = await import('../../sandbox/messagemedia/index.ts');
  const other = await startMessageMedia({ settings: { clockAheadMs: 600_000 } });
  const { key, secret } = other.accounts.hmac;
  const { code, err } = await observe(['messagemedia'], {
    MESSAGEMEDIA_API_URL: other.url,
    MESSAGEMEDIA_API_KEY: key,
    MESSAGEMEDIA_API_SECRET: secret,
    MESSAGEMEDIA_AUTH_METHOD: 'hmac',
  });
  await other.close();
  expect(code).toBe(1);
  expect(err).toMatch(
    /^MessageMedia does not accept this key \(401\)\. Its clock is (599|600|601) s ahead of this machine's/,
  );
});
