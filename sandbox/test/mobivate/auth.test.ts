import { call, withSandbox } from './support.ts';

test('detects the platform from the key', () =>
  withSandbox(async (sandbox) => {
    const { classic, vortex } = sandbox.accounts;
    expect((await call(sandbox, classic, 'GET', '/auth/test')).json).toEqual({ message: 'API Key is valid' });
    expect((await call(sandbox, null, 'GET', `/auth/test?api_key=${classic.key}`)).status).toBe(200);
    expect((await call(sandbox, vortex, 'GET', '/auth/test')).json).toEqual({ success: true });
    expect((await call(sandbox, vortex, 'POST', '/auth/test', {})).status).toBe(200);
    expect(vortex.key).toMatch(/^v-[0-9a-f-]{36}:[0-9a-f-]{36}$/);
  }));

test("rejects unknown keys with each platform's error", () =>
  withSandbox(async (sandbox) => {
    const unauthorized = { code: 401, message: 'Unauthorized' };
    expect((await call(sandbox, 'nobody', 'GET', '/auth/test')).json).toEqual(unauthorized);
    expect((await call(sandbox, null, 'GET', '/message')).json).toEqual(unauthorized);
    expect(await call(sandbox, 'v-nobody', 'GET', '/auth/test')).toMatchObject({
      status: 401,
      json: { success: false, error: { name: 'UnauthorizedError', statusCode: 401 } },
    });
    sandbox.settings.vortexBadKeyStatus = 403;
    sandbox.settings.vortexErrors = 'string';
    expect(await call(sandbox, 'v-nobody', 'GET', '/auth/test')).toMatchObject({
      status: 403,
      json: { error: 'API Key is invalid' },
    });
  }));

test('getkey keeps the key, and createkey revokes it', () =>
  withSandbox(async (sandbox) => {
    const { classic } = sandbox.accounts;
    const login = { username: classic.username, password: classic.password };
    const before = classic.key;
    expect((await call(sandbox, null, 'POST', '/auth/getkey', login)).json).toEqual({ apiKey: before });
    expect((await call(sandbox, before, 'GET', '/auth/test')).status).toBe(200);
    const created = await call(sandbox, null, 'POST', '/auth/createkey', login);
    expect(created.json).toEqual({ apiKey: classic.key });
    expect(classic.key).not.toBe(before);
    expect((await call(sandbox, before, 'GET', '/auth/test')).status).toBe(401);
    expect((await call(sandbox, classic.key, 'GET', '/auth/test')).status).toBe(200);
    const wrong = await call(sandbox, null, 'POST', '/auth/getkey', { ...login, password: 'no' });
    expect(wrong).toMatchObject({ status: 401, json: { code: 401, message: 'Invalid Credentials' } });
  }));

test.each([
  ['POST', '/send/single', 'create:SingleSMS'],
  ['POST', '/send/batch', 'create:BatchSMS'],
  ['GET', '/messages/history', 'read:SingleSMS'],
  ['DELETE', '/addressbook/optouts/447700900123', 'delete:Optouts'],
])('names the permission that a Vortex key lacks for %s %s', (method, path, permission) =>
  withSandbox(async (sandbox) => {
    const { vortexLimited } = sandbox.accounts;
    const refused = await call(sandbox, vortexLimited, method, path);
    expect(refused.status).toBe(403);
    expect(refused.json).toEqual({
      error: `API Key is not permitted to perform this action. (${permission})`,
    });
    vortexLimited.permissions.add(permission);
    expect((await call(sandbox, vortexLimited, method, path)).status).not.toBe(403);
  }),
);

test('generates the same keys for the same seed only', async () => {
  const keys: string[][] = [];
  for (const seed of [7, 7, 8]) {
    await withSandbox(
      async ({ accounts }) => {
        keys.push(accounts.list().map(({ key }) => key));
      },
      { seed },
    );
  }
  expect(keys[0]).toEqual(keys[1]);
  expect(keys[0]).not.toEqual(keys[2]);
  expect(new Set(keys[0]).size).toBe(4);
});

test('creates accounts with a given key and login', () =>
  withSandbox(async (sandbox) => {
    const account = sandbox.createAccount({
      name: 'odd',
      platform: 'classic',
      key: 'a+b%"c',
      password: '$&',
    });
    expect((await call(sandbox, account, 'GET', '/auth/test')).status).toBe(200);
    const login = { username: 'odd', password: '$&' };
    expect((await call(sandbox, null, 'POST', '/auth/getkey', login)).json).toEqual({ apiKey: 'a+b%"c' });
  }));
