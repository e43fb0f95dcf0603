import { basicHeaders, type Signable, SPELLINGS, signedHeaders } from '../../src/api/signature.ts';

/** Computed with other tools than this code: Python's hmac and OpenSSL. */

const KEY = 'demoKey0123456789AB';
const SECRET = 'demoSecret0123456789abcdefghij';

const ORDER =
  '{"messages":[{"content":"Your order 1042 is ready","destination_number":"+61491570156","format":"SMS","delivery_report":true}]}';
const CAFE = '{"messages":[{"content":"Café ☕ at 9","destination_number":"+61491570156"}]}';

const sign = (given: Partial<Omit<Signable, 'body'>> & { body?: string }) =>
  signedHeaders({
    key: KEY,
    secret: SECRET,
    algorithm: 'sha256',
    method: 'POST',
    target: '/v1/messages',
    date: new Date('2026-03-03T09:15:30Z'),
    ...given,
    body: Buffer.from(given.body ?? ''),
  });

const signatureOf = (headers: Record<string, string>) =>
  /signature="([^"]+)"/.exec(headers.Authorization ?? '')?.[1];

const replies = { method: 'GET', target: '/v1/replies' };
const hooks = { method: 'GET', target: '/v1/webhooks/messages?page=0&page_size=1' };
const { sdks } = SPELLINGS;

describe('worked examples', () => {
  test.each([
    ['V1', { body: ORDER }, 'eCrdN22e3yqxOFYRaCd9X9NvKTyHLOcU1sPpdYymbiA='],
    ['V2', { body: ORDER, algorithm: 'sha1' }, '2EeTjMaxmdBYm0rq2VGfN8ca8Bo='],
    ['V3', { body: ORDER, algorithm: 'sha1', spelling: sdks }, 'nkPXph6yJaSADFO3JKNPrjc8GQU='],
    ['V4', { body: ORDER, spelling: sdks }, 'CLxySPbG44fbYhHFJiOn+RU9C5mxUNc+A7MvTKUx6s0='],
    ['V5', replies, 'lip7UgB+F8C5xCgweD7QsHUCkf+EIPz1FEvlE/Z/yQA='],
    ['V6', { ...replies, algorithm: 'sha1' }, 'LdLxjHFeHtB9TFpOCcCidWfg5aA='],
    ['V7', { ...replies, algorithm: 'sha1', spelling: sdks }, 'y5IOGhouAtqIQPGtSEX4lkHjtt0='],
    ['V8', hooks, 'Kr91h7ijf01VyYEH9zgLi2RsbAMvam+L85ySCPgc0QI='],
    ['V9', { ...hooks, algorithm: 'sha1' }, 'zO7jmmRs9VtyBgNt2BpvXNEMXPA='],
    ['V10', { body: CAFE }, 'ODTnlwCalNXfs2aae4RGmIpN8AAanCNwz568iHvycDc='],
    ['V10 with sha1', { body: CAFE, algorithm: 'sha1' }, 'LEp7A60A5kqrw5sbq7Wp9hOSpcs='],
  ] as const)('%s', (_name, given, signature) => {
    expect(signatureOf(sign(given))).toBe(signature);
  });
});

test('a request with a body has a date, digest, and credential', () => {
  expect(sign({ body: ORDER })).toEqual({
    Date: 'Tue, 03 Mar 2026 09:15:30 GMT',
    'Content-MD5': 'aa13ec9b549599136c7d38a9fe595795',
    Authorization:
      'hmac username="demoKey0123456789AB", algorithm="hmac-sha256", headers="Date Content-MD5 request-line", signature="eCrdN22e3yqxOFYRaCd9X9NvKTyHLOcU1sPpdYymbiA="',
  });
});

test('computes the digest of the bytes, not of the characters', () => {
  expect(sign({ body: CAFE })['Content-MD5']).toBe('4f841c02c28fbdbd44766de832c91a97');
});

test('a request without a body has no digest', () => {
  const headers = sign(replies);
  expect(Object.keys(headers)).toEqual(['Date', 'Authorization']);
  expect(headers.Authorization).toContain('headers="Date request-line"');
});

test('spells headers as the SDKs do', () => {
  const headers = sign({ body: ORDER, spelling: sdks });
  expect(Object.keys(headers)).toEqual(['date', 'x-Content-MD5', 'Authorization']);
  expect(headers.Authorization).toContain('headers="date x-Content-MD5 request-line"');
});

describe('test vectors of a third-party client', () => {
  const theirs = {
    key: 'API_KEY_12345678',
    secret: 'API_SECRET_12345678',
    algorithm: 'sha1',
    date: new Date('2019-12-12T10:16:19Z'),
  } as const;

  test('a request with a body', () => {
    const body =
      '{"messages": [{"content": "Content", "destination_number": "+1234567890", "delivery_report": true, "format": "SMS"}]}';
    const spelling = { date: 'Date', digest: 'x-Content-MD5' };
    const headers = sign({ ...theirs, body, spelling });
    expect(headers['x-Content-MD5']).toBe('5fe6c18746c7d300f04f08a1db90ced2');
    expect(signatureOf(headers)).toBe('sLAeOwXXix428meq3vhSmwdN2gg=');
  });

  test('a request without a body', () => {
    expect(signatureOf(sign({ ...theirs, method: 'GET', target: '/v1' }))).toBe(
      'GXoYmlLRdJSmIMbeM8YfL+ngCnY=',
    );
  });

  test('Basic', () => {
    expect(basicHeaders(theirs.key, theirs.secret).Authorization).toBe(
      'Basic QVBJX0tFWV8xMjM0NTY3ODpBUElfU0VDUkVUXzEyMzQ1Njc4',
    );
  });
});

test('Basic: encodes key and secret in base64', () => {
  expect(basicHeaders(KEY, SECRET)).toEqual({
    Authorization: 'Basic ZGVtb0tleTAxMjM0NTY3ODlBQjpkZW1vU2VjcmV0MDEyMzQ1Njc4OWFiY2RlZmdoaWo=',
  });
});
