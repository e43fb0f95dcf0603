import { createServer } from 'node:http';
import { type Account, type Sandbox, type SandboxOptions, startSandbox } from '../../mobivate/index.ts';

export const START = Date.parse('2026-03-10T09:30:15.250Z');

/** Runs `test` against a new sandbox with a driven clock that starts at `START`. */
export async function withSandbox(test: (sandbox: Sandbox) => Promise<void>, options: SandboxOptions = {}) {
  const sandbox = await startSandbox({ seed: 1, clock: 'driven', now: START, ...options });
  try {
    await test(sandbox);
  } finally {
    await sandbox.close();
  }
}

export interface Answer {
  status: number;
  headers: Headers;
  text: string;
  json: unknown;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Makes a request with the account's key and a JSON body. */
export async function call(
  sandbox: Sandbox,
  key: string | Account | null,
  method: string,
  path: string,
  body?: unknown,
): Promise<Answer> {
  const bearer = typeof key === 'string' || key === null ? key : key.key;
  const response = await fetch(sandbox.url + path, {
    method,
    redirect: 'manual',
    headers: {
      'Content-Type': 'application/json',
      ...(bearer === null ? {} : { Authorization: `Bearer ${bearer}` }),
    },
    ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  });
  const text = await response.text();
  return { status: response.status, headers: response.headers, text, json: parse(text) };
}

export interface Received {
  path: string;
  type: string;
  body: string;
}

/** Runs `test` with a web server that records what is posted to it. */
export async function withReceiver(test: (url: string, received: Received[]) => Promise<void>) {
  const received: Received[] = [];
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    received.push({
      path: request.url ?? '',
      type: request.headers['content-type'] ?? '',
      body: Buffer.concat(chunks).toString(),
    });
    response.end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  try {
    await test(`http://127.0.0.1:${port}`, received);
  } finally {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }
}

export const classicSms = {
  originator: 'Mobivate',
  recipient: '447700900123',
  body: 'Hello',
  routeId: 'mglobal',
};

export const vortexSms = { originator: 'Mobivate', recipient: '447700900123', text: 'Hello' };

export const DAYS = 'startDate=2026-03-10&endDate=2026-03-12';

export const VORTEX_DAYS = 'fromDate=2026-03-10&toDate=2026-03-11';
