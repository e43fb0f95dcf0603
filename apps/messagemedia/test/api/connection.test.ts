import { authorizer } from '../../src/api/authorize.ts';
import { readConnection } from '../../src/api/connection.ts';

const KEYS = { api_key: 'demoKey0123456789AB', api_secret: 'demoSecret0123456789abcdefghij' };

afterEach(() => {
  delete process.env.MESSAGEMEDIA_API_URL;
});

test('defaults to Basic in the Asia-Pacific region', () => {
  expect(readConnection(KEYS)).toEqual({
    region: 'api.messagemedia.com',
    baseUrl: 'https://api.messagemedia.com',
    key: KEYS.api_key,
    secret: KEYS.api_secret,
    method: 'Basic',
    algorithm: 'sha256',
    account: null,
    defaultCountry: null,
  });
});

test('trims every field', () => {
  const connection = readConnection({
    api_key: ` ${KEYS.api_key}\n`,
    api_secret: `\t${KEYS.api_secret} `,
    auth_method: ' HMAC ',
    hmac_algorithm: 'SHA1',
    region: 'eu.app.api.sinch.com',
    account: ' Shop001 ',
    default_country: 'au',
  });
  expect(connection).toMatchObject({
    region: 'eu.app.api.sinch.com',
    baseUrl: 'https://eu.app.api.sinch.com',
    key: KEYS.api_key,
    secret: KEYS.api_secret,
    method: 'HMAC',
    algorithm: 'sha1',
    account: 'Shop001',
    defaultCountry: 'AU',
  });
});

test.each([
  ['no key', { api_key: ' ' }, /^API Key is blank\. Copy it from the MessageMedia hub/],
  ['a key that is no text', { api_key: 7 }, /^API Key is blank/],
  ['no secret', { api_secret: undefined }, /^API Secret is blank/],
  ['a blank within the key', { api_key: 'two words' }, /^API Key contains spaces or characters/],
  ['a quote within the secret', { api_secret: 'a"b' }, /^API Secret contains spaces or characters/],
  ['a placeholder', { api_key: 'a{{b}}' }, /^API Key contains spaces or characters/],
  ['key and secret in one', { api_key: 'key:secret' }, /^API Key contains a colon/],
  [
    'an unknown region',
    { region: 'us.example.com' },
    /^Region "us\.example\.com" is not one of its choices\. Use api\.mess/,
  ],
  [
    'an unknown key type',
    { auth_method: 'digest' },
    /^Key Type "digest" is not one of its choices\. Use basic, hmac\.$/,
  ],
  ['an unknown algorithm', { hmac_algorithm: 'md5' }, /^HMAC Algorithm "md5" is not one of its choices/],
  ['a line break in the account', { account: 'a\nb' }, /^Sub-Account ID "a b" contains spaces/],
  ['a placeholder as the account', { account: 'a{{b' }, /^Sub-Account ID "a\{\{b" contains/],
])('rejects %s', (_name, wrong, sentence) => {
  expect(() => readConnection({ ...KEYS, ...wrong })).toThrow(sentence);
});

test('never shows a rejected key or secret', () => {
  for (const wrong of [
    { api_key: 'my secret key' },
    { api_secret: 'my "secret" key' },
    { api_key: 'my:key' },
  ]) {
    expect(() => readConnection({ ...KEYS, ...wrong })).toThrow(/^(?!.*my).*$/);
  }
});

test.each([
  ['http://127.0.0.1:4011/', 'http://127.0.0.1:4011'],
  ['https://dev.example.com', 'https://dev.example.com'],
  ['nonsense', 'https://api.messagemedia.com'],
])('with MESSAGEMEDIA_API_URL=%s, calls %s', (value, baseUrl) => {
  process.env.MESSAGEMEDIA_API_URL = value;
  expect(readConnection(KEYS).baseUrl).toBe(baseUrl);
});

describe('the headers of a request', () => {
  const url = new URL('https://api.messagemedia.com/v1/webhooks/messages?page=0&page_size=1');

  test('Basic: sends key, secret, and sub-account', () => {
    const authorize = authorizer(readConnection({ ...KEYS, account: 'Shop001' }));
    expect(authorize('GET', url, new Uint8Array())).toEqual({
      Account: 'Shop001',
      Authorization: 'Basic ZGVtb0tleTAxMjM0NTY3ODlBQjpkZW1vU2VjcmV0MDEyMzQ1Njc4OWFiY2RlZmdoaWo=',
    });
  });

  test('HMAC: signs the method, path, and query', () => {
    vi.useFakeTimers({ now: Date.parse('2026-03-03T09:15:30Z'), toFake: ['Date'] });
    const authorize = authorizer(readConnection({ ...KEYS, auth_method: 'hmac', account: 'Shop001' }));
    const headers: Record<string, string> = authorize('GET', url, new Uint8Array());
    vi.useRealTimers();
    expect(headers).toMatchObject({ Account: 'Shop001', Date: 'Tue, 03 Mar 2026 09:15:30 GMT' });
    expect(headers.Authorization).toContain('signature="Kr91h7ijf01VyYEH9zgLi2RsbAMvam+L85ySCPgc0QI="');
  });
});
