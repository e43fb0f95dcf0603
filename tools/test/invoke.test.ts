import { readFileSync } from 'node:fs';
import { parseEnv } from 'node:util';
import { type Sandbox, startSandbox } from '../../sandbox/mobivate/index.ts';
import { folderOf } from '../apps.ts';
import { runProgram } from '../program.ts';

const PATIENCE = 60_000;

let sandbox: Sandbox;

beforeAll(async () => {
  sandbox = await startSandbox();
});
afterAll(() => sandbox.close());

/** Runs the command as somebody would who copied the sample, with the sandbox of this test in its place. */
const invoke = (...args: string[]) => {
  const sample = parseEnv(readFileSync(`${folderOf('mobivate')}/.env.example`, 'utf8'));
  const env = Object.fromEntries(
    Object.entries(sample).map(([name, value]) => [
      name,
      name.endsWith('_URL') ? sandbox.url : String(value),
    ]),
  );
  return runProgram(['tools/invoke.ts', ...args], undefined, env);
};

test(
  'sends through the built app to the sandbox that .env.example names',
  async () => {
    const input = JSON.stringify({ originator: 'Bakery', recipient: '07700 900123', body: 'Hi {{name}}' });
    const { ok, output } = await invoke(
      'mobivate',
      'create',
      'send_sms',
      '--inputData',
      input,
      '--non-interactive',
    );
    const [message] = sandbox.accounts.classic.ledger.log.all().slice(-1);
    expect(message).toMatchObject({ recipient: '447700900123', text: 'Hi {{name}}' });
    expect(output).toContain(`"id": "${message?.id}"`);
    expect(output).not.toContain('costs money');
    expect(ok).toBe(true);
  },
  PATIENCE,
);

test('names the apps when there is none of that name', async () => {
  expect(await invoke('bakery', 'auth', 'test')).toEqual({
    ok: false,
    output: expect.stringMatching(/^There is no app "bakery"\. Name one of: .*mobivate/),
  });
});
