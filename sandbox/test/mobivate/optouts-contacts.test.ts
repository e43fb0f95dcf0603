import { call, DAYS, START, withSandbox } from './support.ts';

const mobile = '447700900123';
const line = { mobile, note: 'API', created: START };

test('Classic: adds, lists, and deletes an opt-out', () =>
  withSandbox(async (sandbox) => {
    const { classic } = sandbox.accounts;
    const path = '/addressbook/optout';
    expect((await call(sandbox, classic, 'POST', path, { mobile })).json).toEqual(line);
    sandbox.clock.advance(60_000);
    expect((await call(sandbox, classic, 'POST', path, { mobile })).json).toEqual(line);
    expect((await call(sandbox, classic, 'POST', path, { mobile: 'x' })).json).toEqual({
      code: 400,
      message: 'Invalid mobile number',
    });
    expect((await call(sandbox, classic, 'GET', `${path}?${DAYS}`)).json).toEqual([
      { id: 1200000001, ...line },
    ]);
    expect((await call(sandbox, classic, 'GET', `${path}?startDate=2023&endDate=2026-01-01`)).json).toEqual({
      code: 400,
      message: 'startDate: Invalid format: "2023"',
    });
    expect((await call(sandbox, classic, 'DELETE', path, { mobile })).json).toEqual(line);
    expect((await call(sandbox, classic, 'DELETE', path, { mobile })).status).toBe(404);
    expect((await call(sandbox, classic, 'GET', `${path}?${DAYS}`)).json).toEqual([]);
  }));

test('Classic: deletes opt-outs on the path of the setting', () =>
  withSandbox(
    async (sandbox) => {
      const { classic } = sandbox.accounts;
      sandbox.optOut(classic, mobile);
      const wrong = await call(sandbox, classic, 'DELETE', '/addressbook/optout', { mobile });
      expect(wrong).toMatchObject({ status: 405, json: { code: 405, message: 'Method Not Allowed' } });
      expect((await call(sandbox, classic, 'DELETE', '/optout', { mobile })).status).toBe(200);
    },
    { settings: { optoutDeletePath: '/optout', optoutDeleteMiss: 405 } },
  ));

test('Vortex: adds, lists, and deletes an opt-out', () =>
  withSandbox(async (sandbox) => {
    const { vortex } = sandbox.accounts;
    const path = '/addressbook/optouts';
    expect((await call(sandbox, vortex, 'POST', path, { msisdn: mobile })).status).toBe(200);
    expect((await call(sandbox, vortex, 'POST', path, {})).status).toBe(400);
    sandbox.optOut(vortex, '447700900124', { note: null });
    expect((await call(sandbox, vortex, 'GET', `${path}?sortField=msisdn&sortDir=ASC&limit=1`)).json).toEqual(
      {
        type: 'Optouts',
        scanned: 2,
        matches: 2,
        offset: 0,
        limit: 1,
        results: [
          {
            userID: vortex.ledger.userId,
            msisdn: mobile,
            note: 'API',
            created_at: '2026-03-10T09:30:15.250Z',
            updated_at: '2026-03-10T09:30:15.250Z',
            id: expect.any(String),
            group: null,
          },
        ],
      },
    );
    expect((await call(sandbox, vortex, 'DELETE', `${path}/${mobile}`)).json).toEqual({ success: true });
    expect((await call(sandbox, vortex, 'DELETE', `${path}/${mobile}`)).status).toBe(404);
  }));

test('Vortex: creates and lists contacts, and deletes them by id or number', () =>
  withSandbox(async (sandbox) => {
    const { vortex } = sandbox.accounts;
    const path = '/addressbook/contacts';
    for (const alias of ['ann', 'bob', 'cat']) {
      await call(sandbox, vortex, 'POST', path, { alias, msisdn: `4477009001${alias.length}0` });
    }
    expect((await call(sandbox, vortex, 'POST', path, { alias: 'x' })).json).toMatchObject({
      success: false,
      error: { statusCode: 400, message: 'msisdn: may not be null' },
    });
    const listed = await call(sandbox, vortex, 'GET', `${path}?sortField=alias&sortDir=ASC`);
    expect(listed.json).toMatchObject({
      matches: 3,
      results: [{ alias: 'ann' }, { alias: 'bob' }, { alias: 'cat' }],
    });
    const [ann, bob] = vortex.ledger.contacts;
    expect((await call(sandbox, vortex, 'DELETE', `${path}/${ann?.id}`)).json).toEqual({ success: true });
    expect((await call(sandbox, vortex, 'DELETE', `${path}/${bob?.msisdn}`)).status).toBe(200);
    sandbox.settings.contactDeleteBy = 'id';
    expect(await call(sandbox, vortex, 'DELETE', `${path}/${bob?.msisdn}`)).toMatchObject({
      status: 404,
      json: {
        success: false,
        error: { name: 'NotFoundError', statusCode: 404, message: 'Contact not found' },
      },
    });
    expect(vortex.ledger.contacts).toMatchObject([{ alias: 'cat' }]);
  }));

test('the contact service authenticates with the login in the query', () =>
  withSandbox(async (sandbox) => {
    const { classic } = sandbox.accounts;
    const service = (action: string, more: Record<string, string>) => {
      const { username, password } = classic;
      const query = new URLSearchParams({ username, password, msisdn: mobile, ...more });
      return call(sandbox, null, 'GET', `/api/contacts/${action}?${query}`);
    };
    const applications = 'contacts:55,optouts:sms';
    expect((await service('create', { applications, name: 'Ann' })).json).toEqual({
      status: 'ok',
      'contacts:55': 'ok',
      'optouts:sms': 'ok',
    });
    expect(classic.ledger.listEntries).toMatchObject([
      { application: 'contacts:55', msisdn: mobile, name: 'Ann' },
    ]);
    expect(classic.ledger.optouts.has(mobile)).toBe(true);
    await service('delete', { applications });
    expect([classic.ledger.listEntries, classic.ledger.optouts.size]).toEqual([[], 0]);
    expect((await service('create', {})).status).toBe(400);
    expect(await service('create', { applications, password: 'no' })).toMatchObject({
      status: 401,
      json: { code: 401, message: 'Not Authenticated' },
    });
  }));
