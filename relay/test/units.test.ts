import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { request } from 'undici';
import { readConfig } from '../src/config.ts';
import { sameness } from '../src/dedupe.ts';
import { judge, readRetryAfter } from '../src/delivery/schedule.ts';
import { createIdentity, readWebhookId, webhookId } from '../src/identity.ts';
import { hostOf, isHostName } from '../src/mobivate.ts';
import { createClock } from '../src/store/clock.ts';
import { createCommitter } from '../src/store/committer.ts';
import { createGuardedAgent, createOpenAgent, createTargets, publicLookup } from '../src/targets.ts';

describe('targets', () => {
  const targets = createTargets(['https://hooks.zapier.com', 'http://127.0.0.1:9', 'https://10.0.0.1']);

  test.each([
    ['https://hooks.zapier.com/hooks/1', 'https://hooks.zapier.com/hooks/1'],
    ['https://HOOKS.zapier.com:443/a b#c', 'https://hooks.zapier.com/a%20b'],
    ['http://hooks.zapier.com/', null],
    ['https://hooks.zapier.com:8443/', null],
    ['https://hooks.zapier.com.evil.example/', null],
    ['https://hooks.zapier.com@evil.example/', null],
    ['https://me:pw@hooks.zapier.com/', null],
    ['http://127.0.0.1:9/x', 'http://127.0.0.1:9/x'],
    ['http://127.0.0.1:10/x', null],
    ['http://2130706433:9/x', 'http://127.0.0.1:9/x'],
    ['file:///etc/passwd', null],
    ['javascript:alert(1)', null],
  ])('%s: %s', (url, allowed) => {
    expect(targets.allow(url)).toBe(allowed);
  });

  test('skips the address check for listed http and private origins only', () => {
    expect(
      ['https://hooks.zapier.com', 'http://127.0.0.1:9', 'https://10.0.0.1'].map(targets.isOpen),
    ).toEqual([false, true, true]);
  });

  test('refuses to connect to a name that resolves to a private address', async () => {
    const server = createServer((_, response) => response.end('here'));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const address = server.address();
    const url = `http://localhost:${typeof address === 'object' ? address?.port : 0}/`;
    const guarded = createGuardedAgent();
    const open = createOpenAgent();
    await expect(request(url, { dispatcher: guarded })).rejects.toMatchObject({ name: 'AddressError' });
    const answer = await request(url, { dispatcher: open });
    expect(await answer.body.text()).toBe('here');
    await Promise.all([guarded.destroy(), open.destroy()]);
    server.close();
  });

  test.each([
    '127.0.0.1',
    '10.1.2.3',
    '169.254.169.254',
    '100.64.0.1',
    '0.0.0.0',
    '::1',
    '::',
    'fe80::1',
    'fc00::1',
    '::ffff:127.0.0.1',
    '64:ff9b::7f00:1',
  ])('connects only to the public address of a name that changes to %s', async (address) => {
    const answers = [['1.1.1.1'], [address], ['1.1.1.1', address]];
    const connect = publicLookup((_name, _options, callback) => {
      const addresses = (answers.shift() ?? []).map((one) => ({
        address: one,
        family: one.includes(':') ? 6 : 4,
      }));
      callback(null, addresses);
    });
    const used = () =>
      new Promise((resolve) =>
        connect('target.example', { all: true }, (error, addresses) => resolve(error?.name ?? addresses)),
      );
    expect(await used()).toEqual([{ address: '1.1.1.1', family: 4 }]);
    expect([await used(), await used()]).toEqual(['AddressError', 'AddressError']);
  });
});

describe('dedupe', () => {
  const json = (fields: object) => Buffer.from(JSON.stringify(fields));
  const receipt = { deliveryMessageId: 'aa', status: 'Delivered', created: '2026-02-03T04:05:06.000+00:00' };
  const xml = (created: string) =>
    `<deliveryreceipt><created>${created}</created><deliveryMessageId>AA</deliveryMessageId><status>DELIVERED</status></deliveryreceipt>`;
  const same = sameness('receipt', json(receipt));

  test.each([
    [
      'JSON with another way to write the time',
      JSON.stringify({ ...receipt, created: '2026-02-03T06:05:06+0200' }),
    ],
    ['JSON with epoch milliseconds', JSON.stringify({ ...receipt, created: Date.parse(receipt.created) })],
    [
      'a form with the plus of its offset not encoded',
      'deliveryMessageId=aa&status=Delivered&created=2026-02-03T04:05:06.000+0000',
    ],
    ['JSON in a list, twice', JSON.stringify([receipt, receipt])],
    ['JSON behind a byte order mark', `\uFEFF${JSON.stringify(receipt)}`],
    ['raw XML', `<?xml version="1.0"?>\r\n${xml('2026-02-03T04:05:06.000Z')}`],
    ['a form', `xml=${encodeURIComponent(xml('2026-02-03T04:05:06Z'))}`],
    ['a form encoded twice', `xml=${encodeURIComponent(encodeURIComponent(xml('2026-02-03T04:05:06Z')))}`],
  ])('%s is the same receipt', (_, body) => {
    expect(sameness('receipt', Buffer.from(body))).toEqual(same);
  });

  test.each([
    ['another status', JSON.stringify({ ...receipt, status: 'EXPIRED' })],
    ['another time', JSON.stringify({ ...receipt, created: '2026-02-03T04:05:07Z' })],
    ['another part', xml('2026-02-03T04:05:06Z').replace('<status>', '<part>2</part><status>')],
  ])('%s is another receipt', (_, body) => {
    const other = sameness('receipt', Buffer.from(body));
    expect(other).not.toBeNull();
    expect(other).not.toEqual(same);
  });

  test('never merges clicks, events without an id, and receipts posted as inbound messages', () => {
    expect(sameness('receipt', json({ status: 'DELIVERED' }))).toBeNull();
    expect(sameness('receipt', Buffer.from('<deliveryreceipt>'))).toBeNull();
    expect(sameness('receipt', Buffer.alloc(300_000, '['))).toBeNull();
    expect(sameness('click', json({ ...receipt, id: '1' }))).toBeNull();
    expect(sameness('incoming', json(receipt))).toBeNull();
    expect(sameness('incoming', json({ id: 'b', created: 'now' }))).toEqual(['incoming', 'B||now|1']);
  });
});

describe('retry schedule', () => {
  test.each([
    [{ status: 204, retryAfter: null }, 1, { outcome: 'delivered' }],
    [{ status: 410, retryAfter: null }, 1, { outcome: 'gone' }],
    [{ status: 301, retryAfter: null }, 1, { outcome: 'retry', pause: 0 }],
    [{ status: 429, retryAfter: 60_000 }, 1, { outcome: 'retry', delay: 60_000, pause: 60_000 }],
    [{ status: 503, retryAfter: 60_000 }, 1, { outcome: 'retry', delay: 60_000, pause: 0 }],
    [{ status: null, error: 'refused the connection' }, 2, { outcome: 'retry' }],
    [{ status: 500, retryAfter: null }, 3, { outcome: 'dead' }],
  ] as const)('%j after try %d: %j', (answer, tries, result) => {
    expect(judge(answer, tries, [1, 2])).toMatchObject(result);
  });

  test('adds up to a tenth to each delay', () => {
    const delays = Array.from({ length: 200 }, () => judge({ status: 500, retryAfter: 10 }, 2, [1, 20, 3]));
    for (const result of delays) {
      const delay = 'delay' in result ? result.delay : 0;
      expect(delay).toBeGreaterThanOrEqual(20_000);
      expect(delay).toBeLessThanOrEqual(22_000);
    }
  });

  test.each([
    ['7', 7000],
    ['Sun, 06 Nov 1994 08:49:47 GMT', 10_000],
    ['Sun, 06 Nov 1994 08:49:27 GMT', 0],
    ['soon', null],
    [undefined, null],
    ['99999999', 86_400_000],
  ])('Retry-After %s: %s ms', (value, milliseconds) => {
    expect(readRetryAfter(value, Date.parse('1994-11-06T08:49:37Z'))).toBe(milliseconds);
  });
});

test('reads the delivery from a webhook-id', () => {
  const delivery = { event: '0193a1b2-c3d4-7e5f-8a9b-0c1d2e3f4a5b', subscription: 42 };
  expect(readWebhookId(webhookId(delivery))).toEqual(delivery);
  for (const id of ['', 'msg_1', 'msg_0193a1b2c3d47e5f8a9b0c1d2e3f4a5b', `${webhookId(delivery)}x`])
    expect(readWebhookId(id)).toBeNull();
});

test('never turns the clock back, not even before its floor', () => {
  const ahead = Date.now() + 600_000;
  const clock = createClock(ahead);
  expect(clock()).toBeGreaterThanOrEqual(ahead);
  const ordinary = createClock(0);
  const before = ordinary();
  vi.spyOn(Date, 'now').mockReturnValue(before - 600_000);
  expect(ordinary()).toBeGreaterThanOrEqual(before);
  vi.restoreAllMocks();
});

test('commits waiting work and refuses more when the store is closed under load', async () => {
  const db = new DatabaseSync(':memory:');
  db.exec('create table taken (n integer)');
  const { commit, close } = createCommitter(db);
  const insert = (n: number) => commit(() => db.exec(`insert into taken values (${n})`));
  const before = insert(1);
  close();
  const rows = db.prepare('select n from taken').all();
  db.close();
  await expect(insert(2)).rejects.toThrow('The store is closed.');
  await before;
  await new Promise((resolve) => setImmediate(resolve));
  expect(rows).toEqual([{ n: 1 }]);
});

test.each([
  ['key', '', null, 'Classic', 'https://api.mobivatebulksms.com'],
  ['v-key', '', null, 'Vortex', 'https://vortex.mobivatebulksms.com'],
  ['v-key', 'API.mobivatebulksms.com', null, 'Classic', 'https://api.mobivatebulksms.com'],
  ['key', 'sms.example.com', null, 'Vortex', 'https://sms.example.com'],
  ['key', 'sms.example.com', 'http://127.0.0.1:1', 'Classic', 'http://127.0.0.1:1'],
])('the platform of %s at %j with %s is %s', (key, domain, override, platform, baseUrl) => {
  expect(hostOf(key, domain, override)).toMatchObject({ platform, baseUrl });
});

test("a key at a host that is not Mobivate's own is another key", () => {
  const { keyHash } = createIdentity('a secret for tests that is long enough');
  const hashOf = (domain: string) => keyHash('key', hostOf('key', domain, null).foreign);
  expect(hashOf('api.mobivatebulksms.com')).toBe(hashOf(''));
  expect(new Set(['', 'sms.example.com', 'sms.example.org'].map(hashOf)).size).toBe(3);
});

test.each([
  '10.0.0.1',
  '[::1]',
  'localhost',
  'a.example:80',
  'a.example/x',
  'me@a.example',
  '0x7f.1',
  'a b.example',
])('%s is no host name', (name) => {
  expect(isHostName(name)).toBe(false);
});

describe('settings', () => {
  const directory = mkdtempSync(join(tmpdir(), 'relay-settings-'));
  afterAll(() => rmSync(directory, { recursive: true }));
  const read = (settings: Record<string, string>) =>
    readConfig({ RELAY_DATA: join(directory, 'data'), ...settings });

  test('have defaults, and a secret that is kept', () => {
    const config = read({});
    expect(config).toMatchObject({
      host: '127.0.0.1',
      port: 4020,
      databaseUrl: null,
      publicUrl: null,
      targets: ['https://hooks.zapier.com'],
      retrySeconds: [5, 30, 300, 1800, 7200, 18_000, 36_000, 36_000],
    });
    expect(config.secret.length).toBeGreaterThanOrEqual(32);
    expect(read({}).secret).toBe(config.secret);
  });

  test.each([
    [{ RELAY_SECRET: 'short' }, 'RELAY_SECRET is too short'],
    [{ RELAY_TARGETS: 'https://hooks.zapier.com/path' }, 'which is not an origin'],
    [{ RELAY_TARGETS: ',' }, 'RELAY_TARGETS is empty'],
    [{ RELAY_RETRY_SECONDS: '5,x' }, 'RELAY_RETRY_SECONDS holds "x"'],
    [{ RELAY_PUBLIC_URL: 'relay.example.com' }, 'is not a plain http or https URL'],
    [{ PORT: '99999' }, 'is not a port'],
    [{ DATABASE_URL: 'postgres://127.0.0.1:1/x' }, 'RELAY_SECRET is not set'],
    [{ DATABASE_URL: 'mysql://x' }, 'does not begin with postgres://'],
  ] satisfies [Record<string, string>, string][])('%j: %s', (settings, sentence) => {
    expect(() => read(settings)).toThrow(sentence);
  });
});
