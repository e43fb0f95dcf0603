import type { FaultSpec } from '../../mobivate/index.ts';
import { call, classicSms, vortexSms, withSandbox } from './support.ts';

test('applies faults in order to matching requests, and counts them', () =>
  withSandbox(async (sandbox) => {
    const { classic } = sandbox.accounts;
    const twice = sandbox.faults.add({
      kind: 'status',
      status: 500,
      path: '/send/*',
      method: 'post',
      times: 2,
    });
    sandbox.faults.add({ kind: 'status', status: 429, path: '/send/single', retryAfter: 7 });
    const send = () => call(sandbox, classic, 'POST', '/send/single', classicSms);
    expect((await call(sandbox, classic, 'GET', '/auth/test')).status).toBe(200);
    expect((await send()).json).toEqual({ code: 500, message: 'Internal Server Error' });
    expect((await send()).status).toBe(500);
    const limited = await send();
    expect([limited.status, limited.headers.get('retry-after')]).toEqual([429, '7']);
    expect((await send()).status).toBe(200);
    expect(twice).toMatchObject({ hits: 2, left: 0 });
    expect(sandbox.faults.list()).toEqual([]);
    const always = sandbox.faults.add({ kind: 'status', status: 503, times: 'always' });
    for (let count = 0; count < 3; count++) expect((await send()).status).toBe(503);
    sandbox.faults.remove(always);
    expect((await send()).status).toBe(200);
  }));

test('applies a fault with a header only to requests that have it', () =>
  withSandbox(async (sandbox) => {
    const { classic } = sandbox.accounts;
    sandbox.faults.add({ kind: 'status', status: 500, withHeader: 'x-step' });
    const ask = (headers: Record<string, string>) =>
      fetch(`${sandbox.url}/auth/test`, { headers: { authorization: `Bearer ${classic.key}`, ...headers } });
    expect((await ask({})).status).toBe(200);
    expect((await ask({ 'X-Step': '1' })).status).toBe(500);
    expect((await ask({ 'X-Step': '2' })).status).toBe(200);
  }));

test('sends no message with when: before, and sends it with when: after', () =>
  withSandbox(async (sandbox) => {
    const { vortex } = sandbox.accounts;
    const send = () => call(sandbox, vortex, 'POST', '/send/single', vortexSms).catch(String);
    sandbox.faults.add({ kind: 'status', status: 500 });
    sandbox.faults.add({ kind: 'drop' });
    await send();
    expect(await send()).toBe('TypeError: fetch failed');
    expect(vortex.ledger.log.size).toBe(0);
    sandbox.faults.add({ kind: 'status', status: 500, when: 'after' });
    sandbox.faults.add({ kind: 'drop', when: 'after' });
    expect(await send()).toMatchObject({ status: 500 });
    expect(await send()).toBe('TypeError: fetch failed');
    expect(vortex.ledger.log.size).toBe(2);
    expect(sandbox.requests.map(({ status, fault }) => [status, fault])).toEqual([
      [500, 'status'],
      [null, 'drop'],
      [500, 'status'],
      [null, 'drop'],
    ]);
  }));

const cases: [FaultSpec, object][] = [
  [{ kind: 'html' }, { status: 200, text: expect.stringContaining('<html>') }],
  [
    { kind: 'html', status: 503 },
    { status: 503, text: expect.stringContaining('503 Service Unavailable') },
  ],
  [{ kind: 'truncated' }, { status: 200, json: undefined, text: '{"message":"API' }],
  [{ kind: 'shape' }, { status: 200, json: { unexpected: [1, 'two', null] } }],
  [
    { kind: 'shape', body: [] },
    { status: 200, json: [] },
  ],
  [{ kind: 'empty' }, { status: 200, text: '' }],
  [
    { kind: 'status', status: 418, body: 'tea' },
    { status: 418, text: 'tea' },
  ],
  [
    { kind: 'status', status: 402 },
    { status: 402, json: { code: 402, message: 'Out of credit' } },
  ],
  [
    { kind: 'status', status: 502 },
    { status: 502, text: expect.stringContaining('502 Bad Gateway') },
  ],
];

test.each(cases)('responds to %j', (spec, expected) =>
  withSandbox(async (sandbox) => {
    sandbox.faults.add(spec);
    expect(await call(sandbox, sandbox.accounts.classic, 'GET', '/auth/test')).toMatchObject(expected);
  }),
);

test("a 403 has each platform's own message", () =>
  withSandbox(async (sandbox) => {
    sandbox.faults.add({ kind: 'status', status: 403, times: 2 });
    expect((await call(sandbox, sandbox.accounts.classic, 'POST', '/send/single', classicSms)).json).toEqual({
      code: 403,
      message: 'Recipient is opted out: 447700900123',
    });
    expect((await call(sandbox, sandbox.accounts.vortex, 'POST', '/send/single', vortexSms)).json).toEqual({
      error: 'API Key is not permitted to perform this action. (create:SingleSMS)',
    });
  }));

test('returns a wrong content type, and drops a connection in the middle of the body', () =>
  withSandbox(async (sandbox) => {
    const { classic } = sandbox.accounts;
    sandbox.faults.add({ kind: 'content-type' });
    const plain = await call(sandbox, classic, 'GET', '/auth/test');
    expect(plain.headers.get('content-type')).toMatch(/^text\/plain/);
    expect(plain.json).toEqual({ message: 'API Key is valid' });
    sandbox.faults.add({ kind: 'drop-body' });
    const response = await fetch(`${sandbox.url}/auth/test?api_key=${classic.key}`);
    expect(response.status).toBe(200);
    await expect(response.text()).rejects.toThrow('terminated');
  }));

test('delays a response; ends a hanging request when the client or the sandbox closes', () =>
  withSandbox(async (sandbox) => {
    const { classic } = sandbox.accounts;
    sandbox.faults.add({ kind: 'latency', ms: 80 });
    const started = performance.now();
    expect((await call(sandbox, classic, 'GET', '/auth/test')).status).toBe(200);
    expect(performance.now() - started).toBeGreaterThan(75);
    sandbox.faults.add({ kind: 'hang', times: 2 });
    sandbox.faults.add({ kind: 'latency', ms: 60_000 });
    const impatient = fetch(`${sandbox.url}/auth/test`, { signal: AbortSignal.timeout(50) });
    await expect(impatient).rejects.toThrow('timeout');
    const patient = [1, 2].map(() => call(sandbox, classic, 'GET', '/auth/test').catch(String));
    while (sandbox.requests.length < 4) await new Promise((resolve) => setTimeout(resolve, 5));
    const closing = performance.now();
    await sandbox.close();
    expect(await Promise.all(patient)).toEqual(['TypeError: fetch failed', 'TypeError: fetch failed']);
    expect(performance.now() - closing).toBeLessThan(5_000);
  }));

test('records every request as received', () =>
  withSandbox(async (sandbox) => {
    const body = '{ "text":"{{name}} \u2028 \u{1F600} \\u00e9" }';
    await call(sandbox, 'v-nobody', 'POST', '/send/single?a=1%2B2&b=', body);
    expect(sandbox.requests).toMatchObject([
      {
        method: 'POST',
        target: '/send/single?a=1%2B2&b=',
        path: '/send/single',
        query: { a: '1+2', b: '' },
        headers: { authorization: 'Bearer v-nobody', 'content-type': 'application/json' },
        body,
        json: { text: '{{name}} \u2028 \u{1F600} \u00e9' },
        status: 401,
        fault: null,
      },
    ]);
  }));
