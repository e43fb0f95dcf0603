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
  [400, 'refused', /^MessageMedia refused the request \(it says: No\)\. Check the values/],
  [
    401,
    'unauthorized',
    /^MessageMedia does not accept this API Key and API Secret\. .* api\.messagemedia\.com/,
  ],
  [402, 'no_credit', /out of credit/],
  [
    403,
    'forbidden',
    /does not allow this with the API key of the connection \(it says: No\)\. The key may lack the right/,
  ],
  [404, 'not_found', /did not find what was asked for \(it says: No\)/],
  [409, 'refused', /refused the request/],
  [418, 'refused', /refused the request/],
  [422, 'refused', /TLS 1\.3/],
  [429, 'rate_limited', /too many requests from this account\. Zapier will retry/],
  [500, 'unknown', /returned a server error\. Nothing was changed/],
  [503, 'unknown', /returned a server error/],
  [302, 'refused', /redirect/],
  [200, 'unknown', /gave an answer that cannot be read/],
] as const)('%s is told as %s', (status, kind, sentence) => {
  const failure = fail(answer(status, { message: 'No' }));
  expect(failure).toMatchObject({ kind, status });
  expect(failure.message).toMatch(sentence);
});

test.each([
  ['The MMS feature is not enabled for this account'],
  ['Number Authorisation is disabled'],
  ['Not available on your plan'],
])('a 403 that says "%s" names the feature and who can switch it on', (message) => {
  expect(fail(answer(403, { message })).message).toBe(
    `This feature is not switched on for your MessageMedia account (it says: ${message}). Ask MessageMedia support or your account manager to switch it on.`,
  );
});

describe('a 401 with HMAC', () => {
  test('speaks of the secret', () => {
    const data = { message: 'HMAC signature does not match' };
    expect(fail(answer(401, data), 'reads', hmac).message).toMatch(
      /the signature made with this API Key and API Secret\. The secret is wrong/,
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

  test('does not speak of the clock with Basic, nor where the API tells no time', () => {
    const far = { date: new Date(0).toUTCString() };
    expect(fail(answer(401, {}, far)).message).not.toContain('clock');
    expect(fail(answer(401, {}, { date: null }), 'reads', hmac).message).not.toContain('clock');
  });
});

test.each([
  ['reads', /Nothing was changed/],
  ['subscribes', /gets no events yet/],
  ['changes', /may have been made/],
  ['sends', /may have gone out/],
  ['sends_many', /may have gone out/],
] as const)('no answer to a call that %s', (effect, aftermath) => {
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

test('a throttled bulk send promises nothing of Zapier, and waits as long as it is told', () => {
  const failure = fail(answer(429, {}, { retryAfter: '7' }), 'sends_many');
  expect(failure).toMatchObject({ retryAfter: 7, message: expect.stringMatching(/so it was not sent\.$/) });
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
  expect(fail(answer(400, data)).message).toContain(`(it says: ${said})`);
});

test('quotes nothing where there are no words', () => {
  for (const data of [undefined, 'text', { detail: 7 }, {}]) {
    expect(fail(answer(400, data)).message).toBe(
      'MessageMedia refused the request. Check the values of this step.',
    );
  }
});

test('shows no key and no secret, whatever MessageMedia says', () => {
  const message = `Key ${KEYS.api_key} with ${Buffer.from(KEYS.api_secret).toString('base64')} and ${KEYS.api_secret}`;
  expect(fail(answer(400, { message })).message).toContain('(it says: Key … with … and …)');
});

test('gives the details of a refusal, and none for anything else', () => {
  expect(detailsOf({ details: ['a', 1] })).toEqual(['a']);
  expect(detailsOf({ details: 'a' })).toEqual([]);
  expect(detailsOf(null)).toEqual([]);
});
