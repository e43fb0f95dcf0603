import type { ServerResponse } from 'node:http';
import { gzipSync } from 'node:zlib';
import type { Call, Reply } from '@messaging/gateway/call';
import { type Sandbox, startSandbox } from '../../../sandbox/mobivate/index.ts';
import { withinStep } from '../../../tools/testing/network.ts';
import { closedUrl, startServer, type TestServer } from '../../../tools/testing/server.ts';
import type { Budget } from '../src/budget.ts';
import { type Authorize, openNetwork } from '../src/request.ts';

const KEY = 'a-key-for-one-origin';

/** A budget that only pauses use up. */
const budgetOf = (milliseconds: number): Budget & { pauses: number[] } => {
  let left = milliseconds;
  const pauses: number[] = [];
  return {
    pauses,
    remaining: () => left,
    pause: async (wanted) => {
      pauses.push(wanted);
      left = Math.max(0, left - wanted);
    },
  };
};

/** Makes the calls in order within one step. */
const callAll = (
  calls: Call[],
  origin: string,
  budget: Budget = budgetOf(25_000),
  authorize: Authorize = () => ({ Authorization: `Bearer ${KEY}` }),
): Promise<Reply[]> =>
  withinStep(async (z) => {
    const network = openNetwork({ z, budget, origin, authorize, userAgent: 'a-test/1.0' });
    const replies: Reply[] = [];
    try {
      for (const call of calls) replies.push(await network.request(call));
    } finally {
      network.close();
    }
    return replies;
  });

const callOnce = async (call: Call, origin: string, budget?: Budget): Promise<Reply | undefined> =>
  (await callAll([call], origin, budget))[0];

describe('with a server that works', () => {
  let sandbox: Sandbox;

  beforeAll(async () => {
    sandbox = await startSandbox();
  });
  afterEach(() => {
    sandbox.faults.clear();
    sandbox.requests.length = 0;
  });
  afterAll(() => sandbox.close());

  const at = (path: string) => `${sandbox.url}${path}`;

  test('sends the key, the user agent, and no other headers of its own with a GET', async () => {
    await callOnce({ method: 'GET', url: at('/auth/test') }, sandbox.url);
    expect(sandbox.requests[0]).toMatchObject({ method: 'GET', target: '/auth/test', body: '' });
    expect(sandbox.requests[0]?.headers).toEqual({
      accept: 'application/json',
      'user-agent': 'a-test/1.0',
      authorization: `Bearer ${KEY}`,
      'accept-encoding': 'gzip,deflate',
      host: new URL(sandbox.url).host,
      connection: 'keep-alive',
    });
  });

  const awkward = {
    braces: 'a {{n}} {{bundle.x}} {{{t}}} {{{{ }}',
    signs: 'a&b=c+d %41 "q" \\ /#?',
    lines: 'a\r\nb\u2028c',
    emoji: 'é€🎂',
    number: 7,
    yes: false,
    left_out: undefined,
  };

  test('sends a query unchanged, without undefined values', async () => {
    await callOnce({ method: 'GET', url: at('/x'), query: awkward }, sandbox.url);
    const { left_out, ...given } = awkward;
    expect(sandbox.requests[0]?.query).toEqual({ ...given, number: '7', yes: 'false' });
  });

  test('authorizes the method, URL, and exact bytes of each request', async () => {
    const signed: unknown[] = [];
    const authorize: Authorize = (method, url, body) => {
      signed.push([method, url.href, Buffer.from(body).toString()]);
      return { 'X-Signature': String(signed.length) };
    };
    await callAll(
      [
        { method: 'POST', url: at('/x'), json: awkward },
        { method: 'POST', url: at('/x'), form: awkward },
        { method: 'GET', url: at('/x'), query: awkward },
      ],
      sandbox.url,
      undefined,
      authorize,
    );
    const sent = sandbox.requests.map(({ method, target, body }) => [method, at(target), body]);
    expect(sent).toHaveLength(3);
    expect(signed).toEqual(sent);
    expect(sandbox.requests.map(({ headers }) => headers['x-signature'])).toEqual(['1', '2', '3']);
  });

  test('leaves the URL unchanged if the query is empty', async () => {
    await callOnce({ method: 'GET', url: at('/x'), query: { left_out: undefined } }, sandbox.url);
    expect(sandbox.requests[0]?.target).toBe('/x');
  });

  test('sends a form unchanged, without undefined values', async () => {
    await callOnce({ method: 'POST', url: at('/x'), form: awkward }, sandbox.url);
    const [request] = sandbox.requests;
    const { left_out, ...given } = awkward;
    expect(request?.headers['content-type']).toBe('application/x-www-form-urlencoded');
    expect(Object.fromEntries(new URLSearchParams(request?.body))).toEqual({
      ...given,
      number: '7',
      yes: 'false',
    });
  });

  test.each(['POST', 'DELETE'] as const)('sends JSON unchanged with a %s', async (method) => {
    const json = { ...awkward, nested: [{ text: '{{{{{n}}}}}' }], nothing: null };
    await callOnce({ method, url: at('/x'), json }, sandbox.url);
    const { left_out, ...given } = json;
    expect(sandbox.requests[0]).toMatchObject({
      method,
      headers: { 'content-type': 'application/json' },
      json: given,
    });
    expect(sandbox.requests[0]?.json).not.toHaveProperty('left_out');
  });

  test.each([
    ['another port', () => 'http://127.0.0.1:1'],
    ['another host', () => sandbox.url.replace('127.0.0.1', 'localhost')],
    ['another scheme', () => sandbox.url.replace('http:', 'https:')],
  ])('sends no key to %s', async (_, origin) => {
    const reply = await callOnce({ method: 'GET', url: at('/auth/test') }, origin());
    expect(sandbox.requests.map(({ headers }) => headers.authorization)).toEqual([undefined]);
    expect(reply).toMatchObject({ status: 401 });
  });

  test('returns the status, the JSON, Retry-After, and the time', async () => {
    sandbox.faults.add({ kind: 'status', status: 429, body: { wait: true }, retryAfter: 7 });
    const [throttled, text] = await callAll(
      [
        { method: 'GET', url: at('/x') },
        { method: 'GET', url: at('/s/none') },
      ],
      sandbox.url,
    );
    const date = expect.stringMatching(/ GMT$/);
    expect(throttled).toEqual({ kind: 'answer', status: 429, data: { wait: true }, retryAfter: '7', date });
    expect(text).toEqual({ kind: 'answer', status: 404, data: undefined, retryAfter: null, date });
  });

  test('does not follow redirects', async () => {
    sandbox.faults.add({
      kind: 'status',
      status: 307,
      headers: { Location: at('/auth/test') },
      times: 'always',
    });
    for (const method of ['GET', 'POST'] as const) {
      expect(await callOnce({ method, url: at('/x') }, sandbox.url)).toMatchObject({ status: 307 });
    }
    expect(sandbox.requests.map(({ path }) => path)).toEqual(['/x', '/x']);
  });

  test.each([
    ['a server error', { kind: 'status', status: 500 }],
    ['a bad gateway', { kind: 'status', status: 502 }],
    ['a dropped connection', { kind: 'drop' }],
    ['a truncated response', { kind: 'drop-body' }],
  ] as const)('retries a GET after %s, with growing pauses', async (_, fault) => {
    sandbox.faults.add({ ...fault, times: 2 });
    const budget = budgetOf(25_000);
    const call: Call = { method: 'GET', url: at('/auth/test') };
    expect(await callOnce(call, sandbox.url, budget)).toMatchObject({ kind: 'answer' });
    expect(sandbox.requests).toHaveLength(3);
    expect(budget.pauses).toEqual([300, 600]);
  });

  test('gives up on a GET after three attempts', async () => {
    sandbox.faults.add({ kind: 'status', status: 503, times: 'always' });
    expect(await callOnce({ method: 'GET', url: at('/x') }, sandbox.url)).toMatchObject({ status: 503 });
    expect(sandbox.requests).toHaveLength(3);
  });

  test('does not retry a GET after the time budget runs out', async () => {
    sandbox.faults.add({ kind: 'status', status: 500, times: 'always' });
    const budget = budgetOf(700);
    expect(await callOnce({ method: 'GET', url: at('/x') }, sandbox.url, budget)).toMatchObject({
      status: 500,
    });
    expect(sandbox.requests).toHaveLength(2);
    expect(budget.remaining()).toBe(0);
  });

  test.each([400, 401, 404, 429])('does not retry a GET after a %d', async (status) => {
    sandbox.faults.add({ kind: 'status', status });
    expect(await callOnce({ method: 'GET', url: at('/x') }, sandbox.url)).toMatchObject({ status });
    expect(sandbox.requests).toHaveLength(1);
  });

  test.each([
    ['a POST', { method: 'POST', json: {} }],
    ['a DELETE', { method: 'DELETE' }],
    ['a GET with retry: false', { method: 'GET', retry: false }],
  ] as const)('never retries %s', async (_, call) => {
    for (const kind of ['drop', 'drop-body', 'status', 'html'] as const) {
      sandbox.faults.add({ kind, status: 500 });
      sandbox.requests.length = 0;
      await callOnce({ ...call, url: at('/x') }, sandbox.url);
      expect(sandbox.requests).toHaveLength(1);
    }
  });
});

describe('with a server that misbehaves', () => {
  const servers: TestServer[] = [];
  const serve = async (answer: (response: ServerResponse) => void): Promise<TestServer> => {
    const server = await startServer((_, response) => answer(response));
    servers.push(server);
    return server;
  };
  afterEach(async () => {
    await Promise.all(servers.splice(0).map((server) => server.close()));
  });

  const short = (): Budget => ({ remaining: () => 40, pause: async () => {} });

  test.each([
    ['never responds', () => {}],
    ['stops in the middle of the response', (response: ServerResponse) => void response.write('{"id":')],
  ])('times out with the step if the server %s', async (_, answer) => {
    const server = await serve(answer);
    const reply = await callOnce({ method: 'POST', url: server.url }, server.url, short());
    expect(reply).toEqual({ kind: 'silence', reason: 'timeout' });
  });

  test('reads a compressed response to its end after the connection closes', async () => {
    const answer = { text: 'x'.repeat(1_000_000) };
    const server = await serve((response) => {
      response.setHeader('Content-Encoding', 'gzip').setHeader('Connection', 'close');
      response.end(gzipSync(JSON.stringify(answer)));
    });
    const reply = await callOnce({ method: 'POST', url: server.url }, server.url);
    expect(reply).toMatchObject({ kind: 'answer', status: 200, data: answer });
  });

  test('drops a response that never ends', async () => {
    const megabyte = Buffer.alloc(1_000_000, ' ');
    const server = await serve((response) => {
      const more = () => {
        while (!response.destroyed && response.write(megabyte));
      };
      response.on('drain', more);
      more();
    });
    const reply = await callOnce({ method: 'POST', url: server.url }, server.url);
    expect(reply).toEqual({ kind: 'silence', reason: 'dropped' });
  });

  test('reports a closed port as unreachable', async () => {
    const url = await closedUrl();
    expect(await callOnce({ method: 'POST', url }, url)).toEqual({ kind: 'silence', reason: 'unreachable' });
  });

  test('reports a failed TLS handshake as dropped', async () => {
    const server = await serve((response) => void response.end());
    const url = server.url.replace('http:', 'https:');
    expect(await callOnce({ method: 'POST', url }, url)).toEqual({ kind: 'silence', reason: 'dropped' });
    expect(server.connections.made).toBe(1);
  });

  test('reuses one connection per step and closes it with the step', async () => {
    const server = await serve((response) => void response.end('{}'));
    const call: Call = { method: 'POST', url: server.url };
    expect(await callAll([call, call, call], server.url)).toHaveLength(3);
    expect(server.connections.made).toBe(1);
    const end = Date.now() + 1_000;
    while (server.connections.open > 0 && Date.now() < end) {
      await new Promise((resolve) => setImmediate(resolve));
    }
    expect(server.connections.open).toBe(0);
  });
});
