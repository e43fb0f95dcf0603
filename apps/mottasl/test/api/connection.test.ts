import { readConnection } from '../../src/api/connection.ts';

afterEach(() => {
  delete process.env.MOTTASL_API_URL;
});

test('removes blanks and line breaks from the key', () => {
  expect(readConnection({ api_key: 'Bearer  abc\r\n def ', default_country: ' sa ' })).toEqual({
    baseUrl: 'https://api.mottasl.ai/v1',
    key: 'abcdef',
    scope: null,
    defaultCountry: 'SA',
  });
  expect(readConnection({ api_key: 'abc', default_country: ' ' }).defaultCountry).toBeNull();
  expect(readConnection({ api_key: 'abc', default_country: 966 }).defaultCountry).toBeNull();
});

test.each([
  ['http://127.0.0.1:4012/v1', 'http://127.0.0.1:4012/v1'],
  ['http://127.0.0.1:4012/v1/', 'http://127.0.0.1:4012/v1'],
  ['http://127.0.0.1:4012', 'http://127.0.0.1:4012/v1'],
  ['http://127.0.0.1:4012/', 'http://127.0.0.1:4012/v1'],
  ['http://127.0.0.1:4012/gateway/v2', 'http://127.0.0.1:4012/gateway/v2'],
  ['http://', 'https://api.mottasl.ai/v1'],
  ['', 'https://api.mottasl.ai/v1'],
  ['localhost', 'https://api.mottasl.ai/v1'],
])('with MOTTASL_API_URL %j, the base URL is %s', (value, baseUrl) => {
  process.env.MOTTASL_API_URL = value;
  expect(readConnection({ api_key: 'abc' }).baseUrl).toBe(baseUrl);
});

test('rejects a key that is not text', () => {
  expect(() => readConnection({ api_key: 7 })).toThrow('API Key is blank.');
});
