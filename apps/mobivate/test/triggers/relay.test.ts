import { createHash, createHmac } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type RelayProcess, startRelay } from '../../../../relay/testing/relay.ts';
import { until } from '../../../../relay/testing/world.ts';
import { startServer, type TestServer } from '../../../../tools/testing/server.ts';
import { failureOf, useWorld } from '../support/world.ts';
import { hookOf, newAccount, quiet } from './support.ts';

const world = useWorld();
quiet();

const data = mkdtempSync(join(tmpdir(), 'relay-app-'));
let relay: RelayProcess;

beforeAll(async () => {
  relay = await startRelay({
    RELAY_DATA: data,
    RELAY_TARGETS: world().zapier.url,
    RELAY_RETRY_SECONDS: '1,1',
    MOBIVATE_API_URL: world().sandbox.url,
  });
});
beforeEach(() => {
  process.env.MOBIVATE_RELAY_URL = relay.url;
  // The platform prints errors of a failing cache.
  vi.spyOn(console, 'error').mockImplementation(() => {});
});
afterEach(() => {
  delete process.env.MOBIVATE_RELAY_URL;
});
afterAll(async () => {
  await relay.end('SIGKILL');
  rmSync(data, { recursive: true, force: true });
});

const SEND = { originator: 'Bakery', recipient: '+447700900123', body: 'Ready', reference: 'order-1042' };

const send = (authData: { api_key: string }, inputData: object = {}) =>
  world().zapier.run('creates.send_sms.operation.perform', {
    authData,
    inputData: { ...SEND, ...inputData },
  });

/** The id of a connection in the Zapier stand-in. */
const ownerOf = (authData: object): string =>
  createHash('sha256').update(JSON.stringify(authData)).digest('hex').slice(0, 12);

const TARGET = 'https://hooks.zapier.example/one';

/** The stored data of a subscription at a relay. */
const KEPT = { id: 'sub_1', secret: `whsec_${Buffer.from('a secret').toString('base64')}`, account: 'acc_1' };

const BODY = JSON.stringify({
  deliveryMessageId: 'AA',
  status: 'DELIVERED',
  created: '2026-02-03T04:05:06.000+00:00',
});

interface Signed {
  readonly id?: string;
  readonly attempt?: number;
  readonly age?: number;
  readonly body?: string;
  readonly headers?: Record<string, string | undefined> | null;
  readonly content?: undefined;
  readonly subscribeData?: unknown;
}

const withoutUndefined = (headers: Record<string, string | undefined>) =>
  Object.fromEntries(Object.entries(headers).filter(([, value]) => value !== undefined));

/** Runs a delivery with the relay's signature, or with the given changes. */
const perform = ({ id = 'msg_1', attempt = 1, age = 0, body = BODY, headers, ...more }: Signed = {}) => {
  const timestamp = Math.floor(Date.now() / 1000) - age;
  const key = Buffer.from(KEPT.secret.replace('whsec_', ''), 'base64');
  const signature = createHmac('sha256', key).update(`${id}.${timestamp}.${BODY}`).digest('base64');
  const own = {
    'Http-Webhook-Id': id,
    'Http-Webhook-Timestamp': String(timestamp),
    'Http-Webhook-Signature': `v1,bm90aGluZw== v1,${signature}`,
    'Http-Webhook-Attempt': String(attempt),
  };
  return world().zapier.run('triggers.delivery_receipt.operation.perform', {
    authData: world().classic,
    bundle: {
      cleanedRequest: JSON.parse(body),
      rawRequest: {
        method: 'POST',
        content: 'content' in more ? undefined : body,
        querystring: '',
        ...(headers !== null && { headers: withoutUndefined({ ...own, ...headers }) }),
      },
      subscribeData: 'subscribeData' in more ? more.subscribeData : KEPT,
    },
  });
};

const receipts = hookOf(world, 'delivery_receipt');

describe('with a relay', () => {
  test('triggers two Zaps that share a trigger', async () => {
    const { sandbox, zapier } = world();
    const { account, authData } = newAccount(world());
    const zaps = [
      await zapier.switchOn('delivery_receipt', { authData }),
      await zapier.switchOn('delivery_receipt', { authData }),
    ];
    expect(zaps[0]?.subscribeData).toEqual({
      id: expect.stringMatching(/^sub_/),
      secret: expect.stringMatching(/^whsec_/),
      account: expect.stringMatching(/^acc_/),
    });
    expect(account.hooks.receipt).toMatch(`${relay.url}/in/`);
    await send(authData);
    sandbox.clock.advance(10_000);
    await sandbox.settle();
    await until('both have the last receipt', () =>
      zaps.every(({ events }) => events.some(({ status }) => status === 'DELIVERED')),
    );
    for (const zap of zaps) await zap.switchOff();
    expect((await relay.account(authData.api_key)).body.subscriptions).toEqual([]);
  });

  test('delivers receipts of single and bulk sends on Vortex', async () => {
    const { sandbox, zapier } = world();
    const { authData } = newAccount(world(), 'vortex');
    const zap = await zapier.switchOn('delivery_receipt', { authData });
    sandbox.requests.splice(0);
    await send(authData);
    await zapier.run('creates.send_bulk_sms.operation.perform', {
      authData,
      inputData: { originator: 'Bakery', recipients: ['447700900124'], body: 'Ready' },
    });
    const { body } = await relay.account(authData.api_key);
    const sends = sandbox.requests.filter(({ path }) => path.startsWith('/send/'));
    expect(sends.map(({ json }) => json)).toMatchObject([
      { callbackURL: body.ingest_url },
      { callbackURL: body.ingest_url },
    ]);
    sandbox.clock.advance(10_000);
    await sandbox.settle();
    await until('both were delivered', () =>
      ['DELIVERED', 'DELIVERED'].every((_, index) => {
        const done = zap.events.filter(({ status }) => status === 'DELIVERED');
        return done[index] !== undefined;
      }),
    );
    await zap.switchOff();
  });

  test('sends the receipt to a step that waits for delivery', async () => {
    const { sandbox, zapier } = world();
    const { authData } = newAccount(world(), 'vortex');
    const zap = await zapier.switchOn('delivery_receipt', { authData });
    await zapier.runWithStatus('creates.send_sms.operation.perform', {
      authData,
      inputData: { ...SEND, wait_for_delivery: true },
      callbackUrl: 'https://hooks.zapier.example/callback',
    });
    expect(sandbox.requests.at(-1)?.json).toMatchObject({
      callbackURL: 'https://hooks.zapier.example/callback',
    });
    await zap.switchOff();
  });

  test('sends without a receipt URL if the connection has no Zap at the relay', async () => {
    const { sandbox } = world();
    const { authData } = newAccount(world(), 'vortex');
    await send(authData);
    await send(authData, { reference: 'order-1043' });
    const sends = sandbox.requests.filter(({ path }) => path.startsWith('/send/'));
    expect(sends.map(({ json }) => JSON.stringify(json).includes('callbackURL'))).toEqual([false, false]);
  });

  test('finds the receipt URL by key if the cache has lost it', async () => {
    const { sandbox, zapier } = world();
    const { authData } = newAccount(world(), 'vortex');
    const zap = await zapier.switchOn('delivery_receipt', { authData });
    zapier.cache.entries.clear();
    await send(authData);
    const { body } = await relay.account(authData.api_key);
    expect(sandbox.requests.at(-1)?.json).toMatchObject({ callbackURL: body.ingest_url });
    await zap.switchOff();
  });

  test('adds a changed key to the account of its connection', async () => {
    const { zapier } = world();
    const before = newAccount(world(), 'vortex');
    const zap = await zapier.switchOn('delivery_receipt', { authData: before.authData });
    const { authData } = newAccount(world(), 'vortex');
    for (const [name, entry] of [...zapier.cache.entries])
      if (name.includes('relay:account'))
        zapier.cache.entries.set(name.replace(/:[\da-f]{12}\|/, `:${ownerOf(authData)}|`), entry);
    const next = await zapier.switchOn('delivery_receipt', { authData });
    expect(next.subscribeData).toMatchObject({
      account: (await relay.account(before.authData.api_key)).body.account,
    });
    for (const one of [zap, next]) await one.switchOff();
  });

  test('starts a new account if the relay does not know the cached one', async () => {
    const { zapier } = world();
    const { authData } = newAccount(world(), 'vortex');
    const first = await zapier.switchOn('delivery_receipt', { authData });
    for (const [name, entry] of [...zapier.cache.entries])
      if (name.includes('relay:account'))
        zapier.cache.entries.set(name, {
          ...entry,
          value: entry.value.replaceAll(/acc_[\w-]+/g, `acc_${'0'.repeat(32)}`),
        });
    const next = await zapier.switchOn('delivery_receipt', { authData });
    expect(next.subscribeData).toMatchObject({
      account: (await relay.account(authData.api_key)).body.account,
    });
    for (const one of [first, next]) await one.switchOff();
  });

  test.each(['inbound_message', 'link_click'])('refuses %s on Vortex with the reason', async (key) => {
    const hook = hookOf(world, key);
    const { authData } = newAccount(world(), 'vortex');
    expect((await failureOf(hook.subscribe(TARGET, {}, authData))).message).toContain('Vortex');
    expect((await failureOf(hook.list({}, authData))).message).toContain('Vortex');
  });

  test('lists sample receipts on Vortex', async () => {
    const { authData } = newAccount(world(), 'vortex');
    await send(authData);
    world().sandbox.clock.advance(10_000);
    expect(await receipts.list({}, authData)).toMatchObject([{ status: 'DELIVERED' }]);
  });
});

describe('deliveries', () => {
  test.each([
    ['with a recent signature', {}, 1],
    ['with another body', { body: BODY.replace('DELIVERED', 'EXPIRED') }, 0],
    ['older than five minutes', { age: 301 }, 0],
    ['from more than five minutes ahead', { age: -301 }, 0],
    ['with an invalid timestamp', { headers: { 'Http-Webhook-Timestamp': 'now' } }, 0],
    ['with a signature of another length', { headers: { 'Http-Webhook-Signature': 'v1,AA' } }, 0],
    ['without a signature', { headers: { 'Http-Webhook-Signature': '' } }, 0],
    ['without an id', { headers: { 'Http-Webhook-Id': '' } }, 0],
    ['without headers', { headers: null }, 0],
    ['without an attempt number', { headers: { 'Http-Webhook-Attempt': undefined } }, 1],
    ['without a body', { content: undefined }, 0],
    ['for a Zap without subscribeData', { subscribeData: undefined }, 0],
    ['for a Zap from before the relay, unsigned', { subscribeData: { id: TARGET }, headers: null }, 1],
  ] satisfies [string, Signed, number][])('a delivery %s', async (_, delivery, events) => {
    expect(await perform(delivery)).toHaveLength(events);
  });

  test('drops a repeat that was delivered before', async () => {
    expect(await perform({ id: 'msg_2', attempt: 2 })).toHaveLength(1);
    expect(await perform({ id: 'msg_2', attempt: 3 })).toHaveLength(0);
    expect(await perform({ id: 'msg_3', attempt: 3 })).toHaveLength(1);
  });

  test('treats a repeat as new if the cache is down', async () => {
    vi.spyOn(world().zapier.cache, 'call').mockImplementation(() => {
      throw new Error('the cache is down');
    });
    expect(await perform({ id: 'msg_2', attempt: 2 })).toHaveLength(1);
  });

  test('need no signature without a relay', async () => {
    delete process.env.MOBIVATE_RELAY_URL;
    expect(await perform({ subscribeData: undefined, headers: null })).toHaveLength(1);
  });
});

describe('the form', () => {
  const keys = async (trigger: string, authData: { api_key: string }) => {
    const fields = await world().zapier.run(`triggers.${trigger}.operation.inputFields`, { authData });
    return Array.isArray(fields) ? fields : [];
  };

  test.each(['delivery_receipt', 'inbound_message', 'link_click'])('%s has no Take Over', async (trigger) => {
    const { classic } = world();
    expect((await keys(trigger, classic)).map(({ key }) => key)).not.toContain('take_over');
    delete process.env.MOBIVATE_RELAY_URL;
    expect((await keys(trigger, classic)).map(({ key }) => key)).toContain('take_over');
  });

  test('New Delivery Receipt shows the Receipt URL on Vortex once there is one', async () => {
    const { authData } = newAccount(world(), 'vortex');
    const copy = async () => (await keys('delivery_receipt', authData)).find(({ type }) => type === 'copy');
    expect((await copy())?.helpText).toContain('Turn on this Zap once');
    const zap = await world().zapier.switchOn('delivery_receipt', { authData });
    const { body } = await relay.account(authData.api_key);
    expect((await copy())?.helpText).toContain(`\`${body.ingest_url}\``);
    process.env.MOBIVATE_RELAY_URL = 'http://127.0.0.1:9';
    expect((await copy())?.helpText).toBe(
      'Receipts of messages sent with this integration arrive automatically.',
    );
    process.env.MOBIVATE_RELAY_URL = relay.url;
    await zap.switchOff();
  });
});

describe('when the relay fails', () => {
  let server: TestServer;
  let reply: { status: number; body: object } | null = null;

  beforeAll(async () => {
    server = await startServer((request, response) => {
      request.resume();
      if (reply)
        response
          .writeHead(reply.status, { 'Content-Type': 'application/json' })
          .end(JSON.stringify(reply.body));
    });
  });
  afterAll(() => server.close());

  test.each([
    [401, { error: 'no' }, 'ExpiredAuthError', 'rejected the API key'],
    [
      403,
      { error: 'The target is not allowed.' },
      'AppError',
      'The relay\'s reason: "The target is not allowed."',
    ],
    [422, {}, 'AppError', 'The relay refused this Zap. Contact'],
    [502, { error: 'no' }, 'AppError', 'Could not reach Mobivate, so nothing was changed.'],
    [503, { error: 'no' }, 'AppError', 'Nothing was changed.'],
    [201, { id: 'x' }, 'AppError', 'Nothing was changed.'],
  ])('subscribing fails with a sentence on %d %j', async (status, body, name, sentence) => {
    process.env.MOBIVATE_RELAY_URL = `${server.url}/`;
    reply = { status, body };
    const failure = await failureOf(receipts.subscribe(TARGET));
    expect(failure).toMatchObject({ name, message: expect.stringContaining(sentence) });
    expect(world().sandbox.requests).toEqual([]);
  });

  test('subscribing fails without a target URL or a running relay', async () => {
    expect((await failureOf(receipts.subscribe(''))).message).toContain('gave no webhook URL');
    process.env.MOBIVATE_RELAY_URL = 'http://127.0.0.1:9';
    expect((await failureOf(receipts.subscribe(TARGET))).message).toContain('Could not reach');
  });

  test('subscribes a Zap even if the cache is down', async () => {
    vi.spyOn(world().zapier.cache, 'call').mockImplementation(() => {
      throw new Error('the cache is down');
    });
    const { authData } = newAccount(world());
    expect(await receipts.subscribe(`${world().zapier.url}/hooks/1`, {}, authData)).toMatchObject({
      id: expect.stringMatching(/^sub_/),
    });
  });

  test('sends without waiting for a relay that hangs', async () => {
    const { sandbox } = world();
    process.env.MOBIVATE_RELAY_URL = server.url;
    reply = null;
    const { authData } = newAccount(world(), 'vortex');
    expect(await send(authData)).toMatchObject({ status: 'accepted' });
    expect(sandbox.requests).toHaveLength(1);
    process.env.MOBIVATE_RELAY_URL = 'http://127.0.0.1:9';
    expect(await send(authData, { reference: 'order-1043' })).toMatchObject({ status: 'accepted' });
  });

  const switchOff = (subscribeData: object) =>
    world().zapier.run('triggers.delivery_receipt.operation.performUnsubscribe', {
      authData: world().classic,
      bundle: { targetUrl: TARGET, subscribeData },
    });

  test('unsubscribes without a running relay', async () => {
    process.env.MOBIVATE_RELAY_URL = 'http://127.0.0.1:9';
    expect(await switchOff(KEPT)).toEqual({});
    delete process.env.MOBIVATE_RELAY_URL;
    expect(await switchOff(KEPT)).toEqual({});
  });

  test("unsubscribing an older Zap keeps the relay's registration", async () => {
    const { sandbox, classic } = world();
    delete process.env.MOBIVATE_RELAY_URL;
    await receipts.subscribe(TARGET);
    process.env.MOBIVATE_RELAY_URL = relay.url;
    const zap = await world().zapier.switchOn('delivery_receipt', { authData: classic });
    expect(sandbox.accounts.classic.hooks.receipt).toMatch(relay.url);
    await receipts.unsubscribe(TARGET);
    expect(sandbox.accounts.classic.hooks.receipt).toMatch(relay.url);
    await zap.switchOff();
  });
});
