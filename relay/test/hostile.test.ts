import { connect, createServer } from 'node:net';
import { LOCAL_NAMES, SHORT_TIMES, startRelay } from '../testing/relay.ts';
import { post, receipt, startWorld, until, type World } from '../testing/world.ts';

let world: World;
let ingest: string;

beforeAll(async () => {
  world = await startWorld('sqlite', {}, [SHORT_TIMES]);
  const { body } = await world.relay.subscribe('hostile', {
    event: 'receipt',
    target_url: `${world.receiver.origin}/hostile`,
  });
  ingest = body.ingest_url;
}, 60_000);
afterAll(() => world.close());

/** Writes to the relay's port and gives what came back, and after how many milliseconds it hung up. */
const raw = (write: (send: (text: string) => void) => void): Promise<{ answer: string; after: number }> =>
  new Promise((resolve) => {
    const since = Date.now();
    const { port, hostname } = new URL(world.relay.url);
    const socket = connect(Number(port), hostname);
    let answer = '';
    socket.on('data', (chunk) => {
      answer += chunk;
    });
    socket.on('error', () => undefined);
    socket.on('close', () => resolve({ answer, after: Date.now() - since }));
    write((text) => socket.writable && socket.write(text));
  });

const path = () => new URL(ingest).pathname;

test.concurrent('closes slow, partial and silent connections within 15 seconds', async () => {
  const drip = (send: (text: string) => void, text: string): void => {
    const timer = setInterval(() => send(text), 400);
    setTimeout(() => clearInterval(timer), 20_000).unref();
  };
  const all = await Promise.all([
    raw(() => undefined),
    raw((send) => drip(send, 'G')),
    raw((send) => {
      send(`POST ${path()} HTTP/1.1\r\nHost: x\r\nContent-Length: 1000\r\n\r\n`);
      drip(send, 'x');
    }),
    raw((send) => send(`POST ${path()} HTTP/1.1\r\nHost: x\r\nContent-Length: 1000\r\n\r\nhalf`)),
    raw((send) => {
      send(
        `POST /v1/subscriptions HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer k\r\nContent-Length: 1000\r\n\r\n`,
      );
      drip(send, 'x');
    }),
  ]);
  for (const { answer, after } of all) {
    expect(after).toBeLessThan(15_500);
    expect(answer).not.toMatch(/HTTP\/1.1 5/);
  }
}, 30_000);

test.concurrent('answers 4xx to a thousand bad requests and still takes good ones', async () => {
  const bad: (() => Promise<Response>)[] = [
    () => fetch(`${world.relay.url}/in/${'%00'.repeat(10)}`, { method: 'POST', body: 'x' }),
    () => fetch(`${world.relay.url}/in/..%2f..%2fetc`, { method: 'POST', body: 'x' }),
    () => fetch(`${world.relay.url}/in/${'b'.repeat(32)}/receipt`, { method: 'POST', body: receipt() }),
    () => fetch(`${world.relay.url}/v1/account`, { headers: { Authorization: 'Basic x' } }),
    () =>
      fetch(`${world.relay.url}/v1/subscriptions`, {
        method: 'POST',
        headers: { Authorization: `Bearer k${Math.random()}` },
        body: '{"event":"receipt","target_url":"\u0000","account":{"$gt":""}}',
      }),
    () =>
      fetch(`${world.relay.url}/v1/subscriptions`, {
        method: 'POST',
        headers: { Authorization: 'Bearer hostile' },
        body: '{"__proto__":{"event":"receipt"},"event":["receipt"]}',
      }),
    () => fetch(`${world.relay.url}/v1/subscriptions/..%2f`, { method: 'PATCH' }),
    () => fetch(`${world.relay.url}/${'x'.repeat(5000)}`),
    () => fetch(ingest, { method: 'DELETE' }),
  ];
  const statuses = new Set<number>();
  for (let round = 0; round < 60; round += 1) {
    const answers = await Promise.all([...bad, ...bad].map((request) => request()));
    for (const answer of answers) {
      statuses.add(answer.status);
      await answer.arrayBuffer();
    }
  }
  expect([...statuses].filter((status) => status < 400 || status >= 500)).toEqual([]);
  expect(await post(ingest, receipt('HOSTILE'))).toBe(200);
  await until('it came', () => world.receiver.at('/hostile').some(({ body }) => body.includes('HOSTILE')));
}, 60_000);

test.concurrent.each([
  ['nothing', '', 'text/plain'],
  ['XML that never ends', `<deliveryreceipt>${'<a>'.repeat(20_000)}`, 'text/xml'],
  [
    'entities that multiply',
    '<!DOCTYPE a [<!ENTITY b "&c;&c;">]><deliveryreceipt>&b;</deliveryreceipt>',
    'text/xml',
  ],
  ['JSON nested deeply', '['.repeat(100_000), 'application/json'],
  ['bytes that are no text', '\u0000\ufffd\u0007', 'application/octet-stream'],
])('passes %s on unchanged', async (_, body, type) => {
  expect(await post(ingest, body, type)).toBe(200);
  const came = () => world.receiver.at('/hostile').filter((one) => one.body === body);
  await until('it came', () => came().length > 0);
  expect(came()[0]?.headers['content-type']).toBe(type);
});

test.concurrent('refuses to start a second relay on one directory', async () => {
  await expect(world.start()).rejects.toThrow('Another relay uses');
}, 30_000);

test('does not report an aborted request as a failure of the store', async () => {
  const breakOff = (head: string): Promise<unknown> =>
    new Promise((resolve) => {
      const { port, hostname } = new URL(world.relay.url);
      const socket = connect(Number(port), hostname, () => {
        socket.write(`${head}\r\n\r\nhalf`, () => setTimeout(() => socket.destroy(), 50));
      });
      socket.on('close', resolve);
    });
  const subscribing = 'POST /v1/subscriptions HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer k\r\n';
  await breakOff(`${subscribing}Content-Length: 1000`);
  await breakOff(`${subscribing}Transfer-Encoding: chunked\r\n\r\n4`);
  await breakOff(`POST ${path()} HTTP/1.1\r\nHost: x\r\nContent-Length: 1000`);
  expect(await post(ingest, receipt())).toBe(200);
  expect(world.relay.logs()).not.toContain('store down');
});

test('never connects to names that resolve to a private address', async () => {
  let connections = 0;
  const inside = createServer((socket) => {
    connections += 1;
    socket.destroy();
  });
  await new Promise<void>((resolve) => inside.listen(0, '127.0.0.1', resolve));
  const address = inside.address();
  const origin = `https://target.example:${typeof address === 'object' ? address?.port : 0}`;
  const other = await startWorld('sqlite', { RELAY_TARGETS: origin }, [LOCAL_NAMES]);
  const subscription = { event: 'receipt', target_url: `${origin}/hook` };
  const { status, body } = await other.relay.subscribe('inside', subscription);
  expect(status).toBe(201);
  expect(await post(body.ingest_url, receipt())).toBe(200);
  await until('it was tried', async () => {
    const { subscriptions } = (await other.relay.account('inside')).body;
    return subscriptions[0]?.last_error === 'has a private address, which is not allowed';
  });
  const { MOBIVATE_API_URL, ...settings } = other.environment;
  const relay = await startRelay(
    { ...settings, RELAY_DATA: `${settings.RELAY_DATA}-2` },
    { imports: [LOCAL_NAMES] },
  );
  const ask = (domain: string) => relay.subscribe('key', { ...subscription, domain });
  expect(await ask('mobivate.example')).toMatchObject({
    status: 422,
    body: { error: expect.stringContaining('no public host') },
  });
  expect(await ask('')).toMatchObject({ status: 502 });
  await relay.end('SIGKILL');
  await other.close();
  inside.close();
  expect(connections).toBe(0);
}, 30_000);

test('refuses to start with another secret than the data was made with', async () => {
  await world.relay.end('SIGTERM');
  const RELAY_SECRET = 'another secret that is long enough, too';
  await expect(world.start({ RELAY_SECRET })).rejects.toThrow('RELAY_SECRET is not the secret');
}, 30_000);
