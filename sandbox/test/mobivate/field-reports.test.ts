import { request } from 'node:http';
import { call, classicSms, vortexSms, withReceiver, withSandbox } from './support.ts';

test.each([
  ['a body of a Classic send', 'classic', 'POST', '/send/single', { ...classicSms, shorternUrls: true }],
  [
    'an item of a Classic batch',
    'classic',
    'POST',
    '/send/batch',
    { routeId: 'r', messages: [{ msg: 'x' }] },
  ],
  [
    'a query of the Classic log',
    'classic',
    'GET',
    '/message?startDate=2026-03-10&endDate=2026-03-11&size=5',
    undefined,
  ],
  [
    'a body of a Vortex send',
    'vortex',
    'POST',
    '/send/single',
    { ...vortexSms, callbackUrl: 'http://x.example' },
  ],
  [
    'an item of a Vortex batch',
    'vortex',
    'POST',
    '/send/batch',
    { text: 'x', recipients: [{ msisdn: '1' }] },
  ],
  ['a query of the Vortex history', 'vortex', 'GET', '/messages/history?from=2026-03-10', undefined],
] as const)('refuses a field that Mobivate does not know in %s', (_, name, method, path, body) =>
  withSandbox(async (sandbox) => {
    const account = sandbox.accounts[name];
    const { status, text } = await call(sandbox, account, method, path, body);
    expect(status).toBe(400);
    expect(text).toMatch(/Unknown field: \w+/);
    expect(account.ledger.log.size).toBe(0);
  }),
);

test('refuses a field that Mobivate does not know in a form', () =>
  withSandbox(async (sandbox) => {
    const response = await fetch(`${sandbox.url}/addressbook/groups`, {
      method: 'POST',
      headers: { Authorization: `Bearer ${sandbox.accounts.vortex.key}` },
      body: new URLSearchParams({ name: 'Bakers', colour: 'red' }),
    });
    expect(response.status).toBe(400);
  }));

test('takes `body` in place of `text` on Vortex, and refuses neither', () =>
  withSandbox(async (sandbox) => {
    const { vortex } = sandbox.accounts;
    const { text, ...rest } = vortexSms;
    const sent = await call(sandbox, vortex, 'POST', '/send/single', { ...rest, body: text, routeId: 'r' });
    expect(sent.status).toBe(200);
    expect(vortex.ledger.log.all()).toMatchObject([{ text }]);
    expect((await call(sandbox, vortex, 'POST', '/send/single', rest)).status).toBe(400);
  }));

test('gives ids that the Classic log does not know', () =>
  withSandbox(
    async (sandbox) => {
      const { classic } = sandbox.accounts;
      const { json } = await call(sandbox, classic, 'POST', '/send/single', classicSms);
      const id = JSON.stringify(json).match(/"id":"([^"]+)"/)?.[1];
      expect(id).toMatch(/^[0-9a-f-]{36}$/);
      expect((await call(sandbox, classic, 'GET', `/message/${id}`)).status).toBe(404);
    },
    { settings: { classicSingleId: 'unrelated' } },
  ));

test('echoes a Vortex send with the id of a proxy', () =>
  withSandbox(
    async (sandbox) => {
      const { json } = await call(sandbox, sandbox.accounts.vortex, 'POST', '/send/single', vortexSms);
      expect(json).toEqual({ ...vortexSms, id: `proxied_${sandbox.clock.now()}` });
    },
    { settings: { vortexSingleAnswer: 'proxied' } },
  ));

test.each([
  ['447700900914', 'NO_PRICE'],
  ['447700900915', 'FAILED_CARRIER'],
])('a message to %s ends as %s', (recipient, status) =>
  withSandbox(async (sandbox) => {
    const { classic } = sandbox.accounts;
    await call(sandbox, classic, 'POST', '/send/single', { ...classicSms, recipient });
    sandbox.clock.advance(10_000);
    expect(classic.ledger.log.all()).toMatchObject([{ status }]);
  }),
);

test('is asked by the host name before the key decides', () =>
  withSandbox(async (sandbox) => {
    const statusAt = (host: string, key: string) =>
      new Promise<number | undefined>((resolve, reject) => {
        const headers = { Host: host, Authorization: `Bearer ${key}` };
        request(`${sandbox.url}/auth/test`, { headers }, (response) => {
          response.resume();
          resolve(response.statusCode);
        })
          .once('error', reject)
          .end();
      });
    const { classic, vortex } = sandbox.accounts;
    expect(await statusAt('api.mobivatebulksms.com', classic.key)).toBe(200);
    expect(await statusAt('api.mobivatebulksms.com', vortex.key)).toBe(401);
    expect(await statusAt('vortex.mobivatebulksms.com', classic.key)).toBe(401);
    expect(await statusAt('vortex.mobivatebulksms.com', vortex.key)).toBe(200);
  }));

test('posts a receipt for each part of a message', () =>
  withReceiver((url, received) =>
    withSandbox(
      async (sandbox) => {
        const { classic } = sandbox.accounts;
        await call(sandbox, classic, 'POST', '/webhooks/receipt', { url });
        await call(sandbox, classic, 'POST', '/send/single', { ...classicSms, body: 'a'.repeat(200) });
        sandbox.clock.advance(1_000);
        await sandbox.settle();
        expect(received.map(({ body }) => JSON.parse(body))).toMatchObject([
          { part: 1, parts: 2 },
          { part: 2, parts: 2 },
        ]);
      },
      { settings: { receiptsPerPart: true } },
    ),
  ));

test('posts Classic receipts as XML in a form, encoded once or twice', () =>
  withReceiver((url, received) =>
    withSandbox(
      async (sandbox) => {
        const { classic } = sandbox.accounts;
        await call(sandbox, classic, 'POST', '/webhooks/receipt', { url });
        await call(sandbox, classic, 'POST', '/send/single', classicSms);
        sandbox.clock.advance(1_000);
        sandbox.settings.xmlEncodedTwice = true;
        sandbox.clock.advance(10_000);
        await sandbox.settle();
        const [once, twice] = received.map(({ body }) => new URLSearchParams(body).get('xml') ?? '');
        expect(once).toMatch(/^<deliveryreceipt>.*<deliveryMessageId>[0-9A-F]{32}</);
        expect(decodeURIComponent(twice ?? '')).toMatch(/^<deliveryreceipt>/);
        expect(twice).not.toContain('<');
      },
      { settings: { classicReceipts: 'xml' } },
    ),
  ));

test('lists groups only where the switch says so', () =>
  withSandbox(async (sandbox) => {
    const { vortex } = sandbox.accounts;
    vortex.ledger.groups.push({ id: 'g-1', name: 'Bakers', msisdns: [], createdAt: sandbox.clock.now() });
    expect((await call(sandbox, vortex, 'GET', '/addressbook/groups')).status).toBe(404);
    sandbox.settings.vortexGroupList = true;
    expect((await call(sandbox, vortex, 'GET', '/addressbook/groups')).json).toMatchObject({
      results: [{ id: 'g-1', name: 'Bakers' }],
    });
    expect((await call(sandbox, vortex, 'GET', '/addressbook/groups?limit=x')).status).toBe(400);
  }));
