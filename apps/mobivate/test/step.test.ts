import { InvalidInputError } from '@messaging/errors/invalid-input';
import zapier, { type Bundle, defineApp } from 'zapier-platform-core';
import { startZapier, type Zapier } from '../../../sandbox/zapier/index.ts';
import { useDrivenClock } from '../../../tools/testing/clock.ts';
import { startServer, type TestServer } from '../../../tools/testing/server.ts';
import packageJson from '../package.json' with { type: 'json' };
import { step } from '../src/step.ts';
import { failureOf } from './support/world.ts';

type Work = Parameters<typeof step<Bundle, object>>[0];

let server: TestServer;
let platform: Zapier | undefined;
const requests: { url: string | undefined; agent: string | undefined }[] = [];

beforeEach(async () => {
  server = await startServer((request, response) => {
    requests.push({ url: request.url, agent: request.headers['user-agent'] });
    if (request.url === '/auth/test') response.end('{}');
  });
  process.env.MOBIVATE_API_URL = server.url;
});

afterEach(async () => {
  delete process.env.MOBIVATE_API_URL;
  requests.length = 0;
  await Promise.all([server.close(), platform?.close()]);
});

/** Runs `work` as a step of an otherwise empty app. */
const run = async (work: Work, api_key = 'a-classic-key', options = {}): Promise<unknown> => {
  const operation = { perform: step(work, options), sample: {} };
  const display = { label: 'Do Work', description: 'Does what a test wants.' };
  platform = await startZapier(
    defineApp({
      version: '1.0.0',
      platformVersion: zapier.version,
      flags: { skipHttpPatch: true },
      creates: { work: { key: 'work', noun: 'Work', display, operation } },
    }),
  );
  return platform.run('creates.work.operation.perform', { authData: { api_key } });
};

test('passes the connection and a Mobivate client to the work', async () => {
  const result = await run(async ({ mobivate, connection }) => {
    await mobivate.checkKey();
    return { platform: mobivate.platform, key: connection.key };
  }, ' Bearer v-key ');
  expect(result).toEqual({ platform: 'Vortex', key: 'v-key' });
  expect(requests).toEqual([{ url: '/auth/test', agent: `mobivate-zapier/${packageJson.version}` }]);
});

test('rejects an invalid connection before the work', async () => {
  const work = async () => ({ begun: true });
  expect(await failureOf(run(work, ''))).toMatchObject({
    name: 'AppError',
    message: expect.stringMatching(/^API Key is blank/),
  });
});

test.each([
  ['ends well', async () => {}],
  [
    'fails',
    async () => {
      throw new InvalidInputError('No.');
    },
  ],
])('closes the network connections of a step that %s', async (_, end) => {
  const ended = run(async ({ mobivate }) => {
    await mobivate.checkKey();
    expect(server.connections.open).toBe(1);
    await end();
    return {};
  });
  await ended.catch(() => {});
  while (server.connections.open > 0) await new Promise((resolve) => setImmediate(resolve));
  expect(server.connections.made).toBe(1);
});

test.each([
  ['in a live run', {}, 'ExpiredAuthError'],
  ['while connecting', { connecting: true }, 'AppError'],
])('reports a rejected key %s', async (_, options, name) => {
  await server.close();
  server = await startServer((__, response) => void response.writeHead(401).end());
  process.env.MOBIVATE_API_URL = server.url;
  const failure = failureOf(run(async ({ mobivate }) => ({ ok: await mobivate.checkKey() }), 'k', options));
  expect(await failure).toMatchObject({ name, message: expect.stringMatching(/^Mobivate rejected/) });
});

test('reports an unexpected error in a sentence, without stack or input', async () => {
  const printed = vi.spyOn(console, 'error').mockImplementation(() => {});
  const failure = await failureOf(
    run(async (_, bundle) => {
      throw new TypeError(`hush ${bundle.inputData}`);
    }),
  );
  expect(failure).toMatchObject({
    name: 'AppError',
    message: expect.stringMatching(/^Something unexpected went wrong/),
  });
  expect(failure.raw).not.toMatch(/hush|TypeError| at /);
  expect(platform?.logs.map(({ message }) => message).join()).toMatch(/TypeError: hush/);
  printed.mockRestore();
});

describe('on a driven clock', () => {
  const clock = useDrivenClock();

  test('leaves no timer running', async () => {
    const running = vi.getTimerCount();
    await run(async ({ mobivate }) => ({ ok: await mobivate.checkKey() }));
    expect(vi.getTimerCount()).toBe(running);
  });

  test('waits at most 25 seconds for Mobivate', async () => {
    let over = false;
    const ended = failureOf(
      run(async ({ mobivate }) => {
        if (mobivate.platform === 'Classic') await mobivate.setHook('click', 'https://example.com/');
        return {};
      }),
    ).finally(() => {
      over = true;
    });
    await clock.until(() => requests.length === 1);
    await clock.advance(24_999);
    expect(over).toBe(false);
    await clock.advance(1);
    expect((await ended).message).toMatch(/^Mobivate did not respond in time/);
  });
});
