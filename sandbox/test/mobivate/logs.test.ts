import { call, classicSms, DAYS, START, VORTEX_DAYS, vortexSms, withSandbox } from './support.ts';

const list = (json: unknown): unknown[] => (Array.isArray(json) ? json : []);

test('Classic: finds a message by its id with or without dashes', () =>
  withSandbox(async (sandbox) => {
    const { classic } = sandbox.accounts;
    const sent = await call(sandbox, classic, 'POST', '/send/single', { ...classicSms, reference: 'r-1' });
    const [message] = classic.ledger.log.all();
    const dashed = message?.id ?? '';
    const hex = dashed.replaceAll('-', '').toUpperCase();
    sandbox.clock.advance(6_000);
    expect(sent.json).toMatchObject({ id: dashed });
    const record = {
      id: hex,
      created: '2026-03-10T09:30:15+0000',
      modified: '2026-03-10T09:30:21+0000',
      originator: 'Mobivate',
      recipient: '447700900123',
      body: 'Hello',
      status: 'DELIVERED',
      direction: 'MT',
      inReplyTo: null,
      routeId: 'mglobal',
      parts: 1,
      cost: 0.037,
      currency: 'EUR',
      senderReference: 'r-1',
      campaignId: null,
    };
    expect((await call(sandbox, classic, 'GET', `/message/${hex}`)).json).toEqual(record);
    expect((await call(sandbox, classic, 'GET', `/message/${dashed}`)).json).toEqual(record);
    expect((await call(sandbox, classic, 'GET', `/message?${DAYS}`)).json).toEqual([record]);
    expect((await call(sandbox, sandbox.accounts.classicOther, 'GET', `/message/${hex}`)).json).toEqual({
      code: 404,
      message: 'Not Found',
    });
  }));

test.each([
  ['startDate=2026-03-10', 'endDate: may not be null'],
  ['startDate=10.3.2026&endDate=2026-03-11', 'startDate: Invalid format: "10.3.2026"'],
  [
    'startDate=2026-03-10&endDate=2026-03-11T00:00:00+0000',
    'endDate: Invalid format: "2026-03-11T00:00:00 0000"',
  ],
  [`${DAYS}&page=0`, 'page: Invalid value: "0"'],
  [`${DAYS}&pageSize=many`, 'pageSize: Invalid value: "many"'],
  [`${DAYS}&direction=out`, 'direction: Invalid value: "out"'],
])('Classic: rejects GET /message?%s', (query, message) =>
  withSandbox(async (sandbox) => {
    const refused = await call(sandbox, sandbox.accounts.classic, 'GET', `/message?${query}`);
    expect(refused).toMatchObject({ status: 400, json: { code: 400, message } });
  }),
);

test('Classic: supports pages, directions, and orders', () =>
  withSandbox(async (sandbox) => {
    const { classic } = sandbox.accounts;
    sandbox.seedMessages(classic, 2_500, {
      direction: (index) => (index % 5 === 0 ? 'MO' : 'MT'),
      text: String,
    });
    const bodies = async (query: string) =>
      list((await call(sandbox, classic, 'GET', `/message?${DAYS}&${query}`)).json).map((record) =>
        typeof record === 'object' && record && 'body' in record ? Number(record.body) : null,
      );
    expect(await bodies('')).toEqual([2499, 2498, 2497, 2496, 2495, 2494, 2493, 2492, 2491, 2490]);
    expect(await bodies('direction=MO&pageSize=2&page=2')).toEqual([2485, 2480]);
    sandbox.settings.classicOrder = 'oldest';
    expect(await bodies('pageSize=2')).toEqual([0, 1]);
    sandbox.settings.classicOrder = 'shuffled';
    const pages = await Promise.all([1, 2, 3].map((page) => bodies(`pageSize=5000&page=${page}`)));
    expect(pages.map(({ length }) => length)).toEqual([1000, 1000, 500]);
    expect(pages[0]?.slice(0, 20)).not.toEqual(pages[0]?.slice(0, 20).sort((a, b) => Number(a) - Number(b)));
    expect(new Set(pages.flat()).size).toBe(2_500);
  }));

test('Classic: endDate is exclusive or inclusive, depending on the setting', () =>
  withSandbox(async (sandbox) => {
    const { classic } = sandbox.accounts;
    await call(sandbox, classic, 'POST', '/send/single', classicSms);
    const query = `startDate=2026-03-10&endDate=${encodeURIComponent('2026-03-10T10:30:15+0100')}`;
    expect((await call(sandbox, classic, 'GET', `/message?${query}`)).json).toHaveLength(0);
    sandbox.settings.classicEndDate = 'inclusive';
    expect((await call(sandbox, classic, 'GET', `/message?${query}`)).json).toHaveLength(1);
  }));

test('Vortex: returns the history as observed in production', () =>
  withSandbox(async (sandbox) => {
    const { vortex } = sandbox.accounts;
    await call(sandbox, vortex, 'POST', '/send/single', { ...vortexSms, reference: 'r-1' });
    await call(sandbox, vortex, 'POST', '/send/single', { ...vortexSms, originator: 'Other' });
    const history = await call(
      sandbox,
      vortex,
      'GET',
      `/messages/history?${VORTEX_DAYS}&originator=mobivate`,
    );
    expect(history.json).toEqual({
      type: 'SingleSMS',
      scanned: 2,
      matches: 1,
      offset: 0,
      limit: 10,
      results: [
        {
          id: expect.any(String),
          reference: 'r-1',
          recipient: '447700900123',
          originator: 'Mobivate',
          text: 'Hello',
          status: 'CREATED',
          price: 0.037,
          currency: 'EUR',
          parts: 1,
          created_at: '2026-03-10T09:30:15.250Z',
          updated_at: '2026-03-10T09:30:15.250Z',
          type: 'MT',
        },
      ],
    });
    sandbox.clock.advance(6_000);
    sandbox.settings.vortexLists = 'documented';
    const documented = await call(sandbox, vortex, 'GET', `/messages/history?${VORTEX_DAYS}`);
    expect(documented.json).toMatchObject({
      success: true,
      total: 2,
      offset: 0,
      limit: 10,
      records: [{ originator: 'Other', status: 'Delivered', sent_on: '2026-03-10T09:30:15.250Z' }, {}],
    });
  }));

test('Vortex: toDate is exclusive, dates are required, and a limit of 10,000 fails', () =>
  withSandbox(async (sandbox) => {
    const { vortex } = sandbox.accounts;
    await call(sandbox, vortex, 'POST', '/send/single', vortexSms);
    const get = (query: string) => call(sandbox, vortex, 'GET', `/messages/history?${query}`);
    expect((await get('fromDate=2026-03-10&toDate=2026-03-10')).json).toMatchObject({ matches: 0 });
    expect((await get('fromDate=2026-03-10')).status).toBe(400);
    const refused = await get(`${VORTEX_DAYS}&limit=10000`);
    expect(refused.status).toBe(502);
    expect(refused.text).toContain('<h1>502 Bad Gateway</h1>');
    expect((await get(`${VORTEX_DAYS}&limit=5000`)).status).toBe(200);
  }));

test(
  'Vortex: pages through 100,000 records quickly, completely, and in order',
  () =>
    withSandbox(async (sandbox) => {
      const { vortex } = sandbox.accounts;
      const ids = new Set(
        sandbox
          .seedMessages(vortex, 100_000, { to: START, updatedAt: (index) => START - index })
          .map(({ id }) => id),
      );
      const started = performance.now();
      const pages = Array.from({ length: 20 }, (_, page) => page * 5_000);
      let first: unknown;
      for (const offset of pages) {
        const query = `${VORTEX_DAYS}&limit=5000&offset=${offset}&sortField=updated_at&sortDir=ASC`;
        const { json } = await call(sandbox, vortex, 'GET', `/messages/history?${query}`);
        const results = typeof json === 'object' && json && 'results' in json ? list(json.results) : [];
        first ??= results[0];
        for (const record of results) {
          if (typeof record === 'object' && record && 'id' in record) ids.delete(String(record.id));
        }
      }
      expect(ids.size).toBe(0);
      expect(first).toMatchObject({ text: 'Message 100000' });
      expect(performance.now() - started).toBeLessThan(20_000);
    }),
  40_000,
);
