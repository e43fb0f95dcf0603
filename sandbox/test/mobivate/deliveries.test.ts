import { call, classicSms, vortexSms, withReceiver, withSandbox } from './support.ts';

const field = (body: string) => new URLSearchParams(body).get('xml') ?? '';
const words = (bodies: { body: string }[]) => bodies.map(({ body }) => /"status":"(\w+)"/.exec(body)?.[1]);

test('Classic posts JSON receipts to the registered URL, the last one registered', () =>
  withReceiver((url, received) =>
    withSandbox(async (sandbox) => {
      const { classic } = sandbox.accounts;
      for (const path of ['/old', '/new']) {
        const registered = await call(sandbox, classic, 'POST', '/webhooks/receipt', { url: url + path });
        expect(registered.json).toEqual({ message: 'Webhook updated successfully' });
      }
      await call(sandbox, classic, 'POST', '/send/single', {
        ...classicSms,
        reference: 'r',
        body: 'x'.repeat(161),
      });
      sandbox.clock.advance(5_999);
      await sandbox.settle();
      expect(words(received)).toEqual(['ACCEPTED']);
      sandbox.clock.advance(1);
      await sandbox.settle();
      const [message] = classic.ledger.log.all();
      expect(received[1]).toMatchObject({ path: '/new', type: 'application/json' });
      expect(JSON.parse(received[1]?.body ?? '')).toEqual({
        deliveryMessageId: message?.id.replaceAll('-', '').toUpperCase(),
        batchId: message?.batchId.replaceAll('-', '').toUpperCase(),
        clientReference: 'r',
        created: '2026-03-10T09:30:21.250+00:00',
        status: 'DELIVERED',
        statusCode: 1,
        parts: 2,
        hlr: null,
      });
      expect(sandbox.deliveries.map(({ kind, status }) => [kind, status])).toEqual([
        ['receipt', 200],
        ['receipt', 200],
      ]);
    }),
  ));

test('an empty webhook URL is refused, or clears the slot, by switch', () =>
  withSandbox(async (sandbox) => {
    const { classic } = sandbox.accounts;
    const set = (body: object) => call(sandbox, classic, 'POST', '/webhooks/click', body);
    await set({ url: 'https://example.com/hook' });
    expect(await set({ url: '' })).toMatchObject({ status: 400, json: { code: 400 } });
    expect((await set({})).status).toBe(400);
    expect((await set({ url: 'ftp://example.com' })).status).toBe(400);
    expect(classic.hooks.click).toBe('https://example.com/hook');
    sandbox.settings.emptyWebhookUrl = 'clear';
    expect((await set({ url: '' })).status).toBe(200);
    expect(classic.hooks).toEqual({ receipt: null, incoming: null, click: null });
  }));

test('Vortex posts the form field xml to the callbackURL, else to the key’s Receipt URL', () =>
  withReceiver((url, received) =>
    withSandbox(async (sandbox) => {
      const { vortex } = sandbox.accounts;
      vortex.receiptUrl = `${url}/key`;
      const sms = { ...vortexSms, reference: '<&"\'>', callbackURL: `${url}/send` };
      await call(sandbox, vortex, 'POST', '/send/single', sms);
      await call(sandbox, vortex, 'POST', '/send/batch', {
        originator: 'Mobivate',
        text: 'x',
        recipients: ['447700900124'],
      });
      sandbox.clock.advance(6_000);
      await sandbox.settle();
      const own = received.filter(({ path }) => path === '/send');
      const [message] = vortex.ledger.log.all();
      expect(own.map(({ type }) => type)).toEqual(Array(2).fill('application/x-www-form-urlencoded'));
      expect(field(own[1]?.body ?? '')).toBe(
        '<deliveryreceipt><created>2026-03-10T09:30:21.250Z</created>' +
          `<deliveryMessageId>${message?.id}</deliveryMessageId>` +
          '<clientReference>&lt;&amp;&quot;&apos;&gt;</clientReference>' +
          '<status>DELIVERED</status><statusCode>1</statusCode><part>1</part><parts>1</parts></deliveryreceipt>',
      );
      const byKey = received.filter(({ path }) => path === '/key').map(({ body }) => field(body));
      expect(byKey.map((xml) => /<status>(\w+)/.exec(xml)?.[1])).toEqual(['SENT', 'DELIVERED']);
    }),
  ));

test.each([
  ['901', ['ACCEPTED', 'UNDELIVERABLE']],
  ['903', ['ACCEPTED', 'EXPIRED']],
  ['913', ['ACCEPTED', 'PARKED']],
  ['920', ['ACCEPTED']],
  ['921', []],
])('a recipient ending in %s has the receipts %j', (ending, statuses) =>
  withReceiver((url, received) =>
    withSandbox(async (sandbox) => {
      sandbox.accounts.classic.hooks.receipt = url;
      const sms = { ...classicSms, recipient: `447700900${ending}` };
      await call(sandbox, sandbox.accounts.classic, 'POST', '/send/single', sms);
      sandbox.clock.advance(86_400_000);
      await sandbox.settle();
      expect(words(received)).toEqual(statuses);
    }),
  ),
);

test('receipts twice, and out of order', () =>
  withReceiver((url, received) =>
    withSandbox(
      async (sandbox) => {
        sandbox.accounts.classic.hooks.receipt = url;
        await call(sandbox, sandbox.accounts.classic, 'POST', '/send/single', classicSms);
        sandbox.clock.advance(6_000);
        await sandbox.settle();
        expect(words(received)).toEqual(['DELIVERED', 'DELIVERED', 'ACCEPTED', 'ACCEPTED']);
      },
      { settings: { duplicateReceipts: true, reorderReceipts: true } },
    ),
  ));

test('a receiver that is down costs the notification, not the sandbox', () =>
  withSandbox(async (sandbox) => {
    sandbox.accounts.classic.hooks.receipt = 'http://127.0.0.1:1/';
    await call(sandbox, sandbox.accounts.classic, 'POST', '/send/single', classicSms);
    sandbox.clock.advance(6_000);
    await sandbox.settle();
    expect(sandbox.deliveries.map(({ status }) => status)).toEqual([null, null]);
  }));

test('an inbound message is logged as a reply and posted', () =>
  withReceiver((url, received) =>
    withSandbox(async (sandbox) => {
      const { classic } = sandbox.accounts;
      await call(sandbox, classic, 'POST', '/webhooks/incoming', { url });
      await call(sandbox, classic, 'POST', '/send/single', { ...classicSms, originator: '447700900555' });
      const reply = sandbox.inbound(classic, { from: '447700900123', text: 'YES' });
      await sandbox.settle();
      const [sent] = classic.ledger.log.all();
      const hex = (id = '') => id.replaceAll('-', '').toUpperCase();
      expect(JSON.parse(received[0]?.body ?? '')).toEqual({
        id: hex(reply.id),
        originator: '447700900123',
        recipient: '447700900555',
        body: 'YES',
        created: '2026-03-10T09:30:15+0000',
        inReplyTo: hex(sent?.id),
        logicalMessageId: hex(sent?.batchId),
        ownerUserId: classic.ledger.userId,
      });
      expect((await call(sandbox, classic, 'GET', `/message/${reply.id}`)).json).toMatchObject({
        direction: 'MO',
        inReplyTo: hex(sent?.id),
      });
      expect(classic.ledger.optouts.size).toBe(0);
    }),
  ));

test.each(['STOP', 'stop all', ' Unsubscribe. ', 'QUIT'])('%j opts the sender out', (text) =>
  withSandbox(async (sandbox) => {
    const { classic } = sandbox.accounts;
    sandbox.inbound(classic, { from: '447700900123', text });
    expect([...classic.ledger.optouts.values()]).toMatchObject([{ msisdn: '447700900123', note: 'MO' }]);
    expect((await call(sandbox, classic, 'POST', '/send/single', classicSms)).status).toBe(403);
  }),
);

test('a short link leads to the long URL and reports the click', () =>
  withReceiver((url, received) =>
    withSandbox(async (sandbox) => {
      const { classic } = sandbox.accounts;
      await call(sandbox, classic, 'POST', '/webhooks/click', { url });
      const long = 'https://example.com/a?b=1&c=2';
      const sms = { ...classicSms, body: `See ${long}, please`, reference: 'r', shortenUrls: true };
      await call(sandbox, classic, 'POST', '/send/single', sms);
      const [message] = classic.ledger.log.all();
      const code = /https:\/\/cllk\.me\/(\w{6})/.exec(message?.text ?? '')?.[1];
      expect(message?.text).toBe(`See https://cllk.me/${code}, please`);
      const visit = await fetch(`${sandbox.url}/s/${code}`, {
        redirect: 'manual',
        headers: { 'User-Agent': 'Mozilla/5.0 (iPhone; CPU iPhone OS 17_0) Version/17 Safari/604.1' },
      });
      expect([visit.status, visit.headers.get('location')]).toEqual([302, long]);
      await sandbox.settle();
      expect(JSON.parse(received[0]?.body ?? '')).toEqual({
        messageId: message?.id.replaceAll('-', '').toUpperCase(),
        mobile: '447700900123',
        batchId: message?.batchId.replaceAll('-', '').toUpperCase(),
        clientRef: 'r',
        browser: 'Safari',
        country: 'United Kingdom',
        ipAddress: '127.0.0.1',
        iso2l: 'UK',
        os: 'iOS',
        url: long,
      });
      expect((await fetch(`${sandbox.url}/s/nothing`)).status).toBe(404);
    }),
  ));
