import { spawn } from 'node:child_process';
import { once } from 'node:events';

const start = (...args: string[]) => spawn(process.execPath, ['sandbox/main.ts', ...args]);

test('prints examples, serves requests, and stops on SIGINT', async () => {
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

test('exits with 1 and a message if the port is invalid', async () => {
  const child = start('--port', '99999');
  let said = '';
  child.stderr.on('data', (chunk) => {
    said += String(chunk);
  });
  const [code] = await once(child, 'close');
  expect(code).toBe(1);
  expect(said).toContain('Could not start the sandbox on port 99999: ');
});
