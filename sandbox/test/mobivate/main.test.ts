import { spawn } from 'node:child_process';
import { once } from 'node:events';

const start = (...args: string[]) => spawn(process.execPath, ['sandbox/main.ts', ...args]);

test('started alone it prints what to try, works, and stops on an interrupt', async () => {
  const child = start('--port', '0', '--seed', '3');
  const ended = once(child, 'exit');
  let printed = '';
  for await (const chunk of child.stdout) {
    printed += String(chunk);
    if (printed.includes('MOBIVATE_API_URL')) break;
  }
  const [url = ''] = /http:\/\/127\.0\.0\.1:\d+/.exec(printed) ?? [];
  const [, key] = /^ +vortex +(v-\S+)/m.exec(printed) ?? [];
  const answer = await fetch(`${url}/auth/test`, { headers: { Authorization: `Bearer ${key}` } });
  expect(answer.status).toBe(200);
  child.kill('SIGINT');
  expect(await ended).toEqual([0, null]);
});

test('a port that cannot be is a sentence and exit code 1', async () => {
  const child = start('--port', '99999');
  let said = '';
  child.stderr.on('data', (chunk) => {
    said += String(chunk);
  });
  const [code] = await once(child, 'close');
  expect(code).toBe(1);
  expect(said).toContain('The sandbox could not start on port 99999: ');
});
