import { basic, call, hmac, useSandbox } from './support.ts';

const sandbox = useSandbox();

const HOOKS = '/v1/webhooks/messages';
const get = (headers: Record<string, string>, target = HOOKS) =>
  call(sandbox(), 'GET', target, undefined, headers);

const signed = (given: Partial<Parameters<typeof hmac>[1]> = {}) =>
  hmac(sandbox().accounts.hmac, { method: 'GET', target: HOOKS, ...given });

test('takes a key and its secret', async () => {
  expect((await get(basic(sandbox().accounts.basic))).status).toBe(200);
});

test.each([
  ['a wrong secret', () => basic({ ...sandbox().accounts.basic, secret: 'wrong' })],
  ['a key nobody has', () => basic({ ...sandbox().accounts.basic, key: 'nobody' })],
  ['a key that was made for HMAC', () => basic(sandbox().accounts.hmac)],
  ['no credentials', () => ({})],
  ['a scheme of another kind', () => ({ Authorization: 'Bearer abc' })],
])('refuses %s', async (_name, headers) => {
  const { status, body } = await get(headers());
  expect(status).toBe(401);
  expect(body).toEqual({ message: 'Invalid authentication credentials' });
});

test('takes a signature over date and request line, query included', async () => {
  const target = `${HOOKS}?page=0&page_size=1`;
  expect((await get(signed({ target }), target)).status).toBe(200);
});

test('takes a signature over a body', async () => {
  const body = JSON.stringify({ start_date: '2026-03-04T00:00:00Z', end_date: '2026-03-05T00:00:00Z' });
  const target = '/v2-preview/reporting/messages/detail';
  const headers = signed({ method: 'POST', target, body });
  expect((await call(sandbox(), 'POST', target, body, headers)).status).toBe(200);
});

test.each([
  ['with another secret', () => signed({ secret: 'wrong' })],
  ['of another request line', () => signed({ target: '/v1/replies' })],
  ['of another method', () => signed({ method: 'DELETE' })],
  ['that is 301 s old', () => signed({ date: new Date(Date.now() - 301_000) })],
  ['that is 301 s ahead', () => signed({ date: new Date(Date.now() + 301_000) })],
  ['over a body that is not there', () => signed({ body: '{}' })],
  [
    'by a key that was made for Basic',
    () => hmac(sandbox().accounts.basic, { method: 'GET', target: HOOKS }),
  ],
  ['that cannot be read', () => ({ Authorization: 'hmac username="x"' })],
  ['without the request line', () => withoutRequestLine()],
])('refuses a signature %s', async (_name, headers) => {
  expect((await get(headers())).status).toBe(401);
});

const withoutRequestLine = () => {
  const headers = signed();
  return { ...headers, Authorization: String(headers.Authorization).replace(' request-line', '') };
};

test.each([
  [
    'a digest of another body',
    (headers: Record<string, string>) => ({ ...headers, 'Content-MD5': '0'.repeat(32) }),
  ],
  [
    'no digest',
    () => {
      const { Date: date = '', Authorization = '' } = signed({ method: 'POST', target: '/v1/messages' });
      return { Date: date, Authorization };
    },
  ],
])('refuses a body with %s', async (_name, spoil) => {
  const target = '/v1/messages';
  const headers = spoil(signed({ method: 'POST', target, body: '{}' }));
  expect((await call(sandbox(), 'POST', target, '{}', headers)).status).toBe(401);
});

test('shows the time of its own clock, and judges dates by it', async () => {
  sandbox().settings.clockAheadMs = 600_000;
  const { status, headers } = await get(signed());
  expect(status).toBe(401);
  expect(Date.parse(headers.get('date') ?? '') - Date.now()).toBeGreaterThan(590_000);
});

test('works on the sub-account that the header names', async () => {
  const { accounts } = sandbox();
  const hook = { url: 'https://a.example', method: 'POST', encoding: 'JSON', events: ['RECEIVED_SMS'] };
  await call(sandbox(), 'POST', HOOKS, hook, { ...basic(accounts.basic), Account: 'Child1' });
  expect(accounts.basic.ledger.webhooks).toHaveLength(0);
  expect(accounts.basic.ledger.child('Child1').webhooks).toHaveLength(1);
});

test.each([
  ['POST', HOOKS],
  ['GET', '/v1/number_authorisation/mt/blacklist'],
  ['GET', '/v1/messaging/numbers/sender_address/addresses'],
  ['GET', '/api/v1/contacts/lists'],
  ['POST', '/v2-preview/reporting/messages/detail'],
])('%s %s names the feature that is switched off', async (method, target) => {
  const { status, body } = await call(
    sandbox(),
    method,
    target,
    method === 'POST' ? {} : undefined,
    basic(sandbox().accounts.bare),
  );
  expect(status).toBe(403);
  expect(body.message).toMatch(/^The .+ feature is not enabled for this account$/);
});

test('answers 404 to what it does not have', async () => {
  expect(await call(sandbox(), 'GET', '/v1/nothing')).toMatchObject({
    status: 404,
    body: { message: 'Resource not found.' },
  });
});
