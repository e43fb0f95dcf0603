import { call, classicSms, withReceiver, withSandbox } from './support.ts';

test('controls clock, settings, faults, and events over HTTP', () =>
  withReceiver((url, received) =>
    withSandbox(async (sandbox) => {
      const { classic } = sandbox.accounts;
      const control = (path: string, body?: unknown) =>
        call(sandbox, null, body === undefined ? 'GET' : 'POST', `/_sandbox${path}`, body);
      expect((await control('')).json).toMatchObject({
        now: '2026-03-10T09:30:15.250Z',
        accounts: [{ name: 'classic', key: classic.key }, {}, { name: 'vortex' }, {}],
      });
      await call(sandbox, classic, 'POST', '/webhooks/receipt', { url });
      await call(sandbox, classic, 'POST', '/webhooks/click', { url });
      const sms = { ...classicSms, body: 'https://example.com/', shortenUrls: true };
      await call(sandbox, classic, 'POST', '/send/single', sms);
      expect((await control('/clock', { advanceMs: 6_000 })).json).toEqual({
        now: '2026-03-10T09:30:21.250Z',
      });
      const [link] = sandbox.links();
      expect((await control('/links')).json).toMatchObject([
        { code: link?.code, url: 'https://example.com/' },
      ]);
      await control(`/links/${link?.code}/click`, {});
      await control('/settle', {});
      expect(received).toHaveLength(3);
      expect((await control('/deliveries')).json).toHaveLength(3);
      await control('/inbound', { account: 'classic', from: '447700900123', text: 'STOP' });
      expect(classic.ledger.optouts.has('447700900123')).toBe(true);
      await control('/optouts', { account: 'vortex', mobile: '447700900124' });
      expect(sandbox.accounts.vortex.ledger.optouts.has('447700900124')).toBe(true);
      expect((await control('/messages', { account: 'vortex', count: 50, status: 'FAILED' })).json).toEqual({
        seeded: 50,
      });
      await control('/settings', { classicOrder: 'oldest' });
      expect(sandbox.settings.classicOrder).toBe('oldest');
      await control('/faults', { kind: 'status', status: 500 });
      expect((await call(sandbox, classic, 'GET', '/auth/test')).status).toBe(500);
      expect((await control('/requests')).json).toHaveLength(4);
      await control('/accounts/vortex', { receiptUrl: url, permissions: ['read:SingleSMS'], credit: 3 });
      expect([...sandbox.accounts.vortex.permissions]).toEqual(['read:SingleSMS']);
      const made = await control('/accounts', { name: 'mine', platform: 'vortex', key: 'v-mine' });
      expect(made.json).toMatchObject({ key: 'v-mine' });
      expect((await call(sandbox, 'v-mine', 'GET', '/auth/test')).status).toBe(200);
    }),
  ));

test.each([
  ['/faults', { kind: 'flood' }, 'kind: '],
  ['/settings', { classicOrder: 'random' }, 'classicOrder: '],
  ['/settings', { colour: 'red' }, 'colour: '],
  [
    '/inbound',
    { account: 'nobody', from: '447700900123', text: 'x' },
    'account: There is no account "nobody"',
  ],
  ['/clock', 'soon', 'Invalid type'],
])('POST /_sandbox%s rejects %j with a reason', (path, body, reason) =>
  withSandbox(async (sandbox) => {
    const refused = await call(sandbox, null, 'POST', `/_sandbox${path}`, body);
    expect(refused).toMatchObject({ status: 400, json: { error: expect.stringContaining(reason) } });
  }),
);

test('clears recorded requests', () =>
  withSandbox(async (sandbox) => {
    sandbox.faults.add({ kind: 'hang', path: '/never', times: 'always' });
    await call(sandbox, 'x', 'GET', '/auth/test');
    sandbox.settings.vortexLists = 'documented';
    for (const path of ['faults', 'requests', 'settings'])
      await call(sandbox, null, 'DELETE', `/_sandbox/${path}`);
    expect([sandbox.faults.list(), sandbox.requests, sandbox.settings.vortexLists]).toEqual([[], [], 'real']);
    expect((await call(sandbox, null, 'GET', '/_sandbox/nothing')).status).toBe(404);
  }));
