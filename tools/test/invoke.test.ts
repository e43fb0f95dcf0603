import { readFileSync } from 'node:fs';
import { parseEnv } from 'node:util';
import { startSandbox as startMessageMedia } from '../../sandbox/messagemedia/index.ts';
import { startSandbox as startMobivate } from '../../sandbox/mobivate/index.ts';
import { folderOf } from '../apps.ts';
import { runProgram } from '../program.ts';

const PATIENCE = 60_000;

/** Runs the command as somebody would who copied an app's sample, with the sandbox of a test in its place. */
const invoke = (app: string, url: string, ...args: string[]) => {
  const sample = parseEnv(readFileSync(`${folderOf(app)}/.env.example`, 'utf8'));
  const env = Object.fromEntries(
    Object.entries(sample).map(([name, value]) => [name, name.endsWith('_URL') ? url : String(value)]),
  );
  return runProgram(['tools/invoke.ts', app, ...args], undefined, env);
};

const mobivate = async () => {
  const sandbox = await startMobivate();
  return { sandbox, last: () => sandbox.accounts.classic.ledger.log.all().at(-1) };
};

const messagemedia = async () => {
  const sandbox = await startMessageMedia({ now: Date.now() });
  const last = () => {
    const message = sandbox.accounts.basic.ledger.messages.at(-1);
    return message && { id: message.id, text: message.content, recipient: message.destination };
  };
  return { sandbox, last };
};

test.each([
  ['mobivate', mobivate, '07700 900123', '447700900123'],
  ['messagemedia', messagemedia, '+61 491 570 156', '+61491570156'],
] as const)(
  'sends through the built %s to the sandbox that .env.example names',
  async (app, start, written, recipient) => {
    const { sandbox, last } = await start();
    const input = JSON.stringify({
      originator: 'Bakery',
      recipient: written,
      body: 'Hi {{name}}',
    });
    const { ok, output } = await invoke(
      app,
      sandbox.url,
      'create',
      'send_sms',
      '--inputData',
      input,
      '--non-interactive',
    );
    expect(last()).toMatchObject({ recipient, text: 'Hi {{name}}' });
    expect(output).toContain(`"id": "${last()?.id}"`);
    expect(output).not.toContain('costs money');
    expect(ok).toBe(true);
    await sandbox.close();
  },
  PATIENCE,
);

test('names the apps when there is none of that name', async () => {
  expect(await runProgram(['tools/invoke.ts', 'bakery', 'auth', 'test'])).toEqual({
    ok: false,
    output: expect.stringMatching(/^There is no app "bakery"\. Name one of: .*mobivate/),
  });
});
