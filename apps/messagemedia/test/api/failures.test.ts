import type { Answer } from '@messaging/gateway/call';
import { readConnection } from '../../src/api/connection.ts';
import { detailsOf, type Effect, failureOf } from '../../src/api/failures.ts';

const KEYS = { api_key: 'demoKey0123456789AB', api_secret: 'demoSecret0123456789' };
const basic = readConnection(KEYS);
const hmac = readConnection({ ...KEYS, auth_method: 'hmac' });

const answer = (status: number, data?: unknown, more: Partial<Answer> = {}): Answer => ({
  kind: 'answer',
  status,
  data,
  retryAfter: null,
  date: new Date().toUTCString(),
  ...more,
});

const fail = (reply: Parameters<typeof failureOf>[0], effect: Effect = 'reads', connection = basic) =>
  failureOf(reply, { effect }, connection);

test.each([
  [400, 'refused', /^MessageMedia rejected this request \("No"\)\. Check the fields/],
  [401, 'unauthorized', /^MessageMedia rejected this API Key and API Secret\. .* api\.messagemedia\.com/],
  [402, 'no_credit', /out of credit/],
  [403, 'forbidden', /does not allow this API key to do that \("No"\)\. The key may lack a permission/],
  [404, 'not_found', /couldn't find this item \("No"\)/],
  [409, 'refused', /rejected this request/],
  [418, 'refused', /rejected this request/],
  [422, 'refused', /TLS 1\.3/],
  [429, 'rate_limited', /too many requests to MessageMedia\. Zapier will retry/],
  [500, 'unknown', /returned a server error\. Nothing was changed/],
  [503, 'unknown', /returned a server error/],
  [302, 'refused', /redirect/],
  [200, 'unknown', /returned an unreadable response/],
] as const)('reports %s as %s', (status, kind, sentence) => {
  const failure = fail(answer(status, { message: 'No' }));
  expect(failure).toMatchObject({ kind, status });
  expect(failure.message).toMatch(sentence);
});

test.each([
  ['The MMS feature is not enabled for this account'],
  ['Number Authorisation is disabled'],
  ['Not available on your plan'],
])('for a 403 with "%s", says who can enable the feature', (message) => {
  expect(fail(answer(403, { message })).message).toBe(
    `This feature is not switched on for your MessageMedia account ("${message}"). Ask MessageMedia support or your account manager to switch it on.`,
  );
});

describe('a 401 with HMAC', () => {
  test('names the secret', () => {
    const data = { message: 'HMAC signature does not match' };
    expect(fail(answer(401, data), 'reads', hmac).message).toMatch(
      /the signature made with this API Key and API Secret\. The secret may be wrong/,
    );
  });

  test.each([
    [
      'says so',
      { message: 'HMAC signature cannot be verified, a valid date or x-date header is required' },
      {},
    ],
    ['finds it stale', { message: 'Stale request' }, {}],
    ['names the header', { message: 'The Date header is outside the accepted range' }, {}],
    ['has another time', {}, { date: new Date(Date.now() - 600_000).toUTCString() }],
    ['has a time ahead', {}, { date: new Date(Date.now() + 600_000).toUTCString() }],
  ])('speaks of the clock where the API %s', (_name, data, more) => {
    expect(fail(answer(401, data, more), 'reads', hmac).message).toMatch(/because the clock of the machine/);
  });

  test('does not mention the clock for Basic, or without a Date header', () => {
    const far = { date: new Date(0).toUTCString() };
    expect(fail(answer(401, {}, far)).message).not.toContain('clock');
    expect(fail(answer(401, {}, { date: null }), 'reads', hmac).message).not.toContain('clock');
  });
});

test.each([
  ['reads', /Nothing was changed/],
  ['subscribes', /gets no events yet/],
  ['changes', /may have been made/],
  ['sends', /may or may not have been sent/],
  ['sends_many', /may or may not have been sent/],
] as const)('no response to a call that %s', (effect, aftermath) => {
  for (const reason of ['timeout', 'dropped'] as const) {
    expect(fail({ kind: 'silence', reason }, effect)).toMatchObject({
      kind: 'unknown',
      message: expect.stringMatching(aftermath),
    });
  }
  expect(fail({ kind: 'silence', reason: 'unreachable' }, effect)).toMatchObject({
    kind: 'unreachable',
    message: expect.stringMatching(/nothing was done/),
  });
});

test("a throttled bulk send does not mention Zapier's retry, and honors Retry-After", () => {
  const failure = fail(answer(429, {}, { retryAfter: '7' }), 'sends_many');
  expect(failure).toMatchObject({
    retryAfter: 7,
    message: expect.stringMatching(/so this row was not sent\. Send it again later\.$/),
  });
});

test.each([
  ['details', { message: 'Bad', details: ['/status: no', 7, '/x: y'] }, '/status: no; /x: y'],
  [
    'the fields of the contacts API',
    { detail: 'D', invalidFields: [{ name: 'channels[0]', reason: 'not E.164' }, 'x'] },
    'channels[0]: not E.164',
  ],
  ['a detail', { title: 'Conflict', detail: 'Taken' }, 'Taken'],
  ['a message', { message: 'Bad', details: [] }, 'Bad'],
])('quotes %s', (_name, data, said) => {
  expect(fail(answer(400, data)).message).toContain(`("${said}")`);
});

test('quotes nothing from a response without a message', () => {
  for (const data of [undefined, 'text', { detail: 7 }, {}]) {
    expect(fail(answer(400, data)).message).toBe(
      'MessageMedia rejected this request. Check the fields of this step, or contact MessageMedia support.',
    );
  }
});

test('never shows a key or secret from the response', () => {
  const message = `Key ${KEYS.api_key} with ${Buffer.from(KEYS.api_secret).toString('base64')} and ${KEYS.api_secret}`;
  expect(fail(answer(400, { message })).message).toContain('("Key … with … and …")');
});

test('returns the details of a refusal only', () => {
  expect(detailsOf({ details: ['a', 1] })).toEqual(['a']);
  expect(detailsOf({ details: 'a' })).toEqual([]);
  expect(detailsOf(null)).toEqual([]);
});
