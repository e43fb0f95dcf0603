import { maskHeaders, Secrets } from '../server/secrets.ts';

const KEY = 'v-1b2c3d:4e5f6a7b';

const secrets = new Secrets();
secrets.add({ api_key: KEY, region: 'api.messagemedia.com' });

test('masks a key as it is, percent-encoded and in base64', () => {
  for (const form of [KEY, encodeURIComponent(KEY), Buffer.from(KEY).toString('base64')]) {
    expect(secrets.mask(`/path?key=${form}&page=1`)).toBe('/path?key=•••&page=1');
  }
});

test('leaves what is no secret of a connection', () => {
  expect(secrets.mask('api.messagemedia.com')).toBe('api.messagemedia.com');
});

test('masks values whose name says that they are secret, and sets JSON out over lines', () => {
  expect(secrets.body('{"securetoken":"abc","url":"https://example.com"}')).toBe(
    '{\n  "securetoken": "•••",\n  "url": "https://example.com"\n}',
  );
});

test('masks the parts of an address that give a right', () => {
  expect(secrets.mask('/in/k3Jx9QmW0aZr4TbY/receipt')).toBe('/in/•••/receipt');
  expect(secrets.mask('/v1/subscriptions/0193f0aa-77aa')).toBe('/v1/subscriptions/•••');
});

test('keeps the scheme of an Authorization header', () => {
  expect(maskHeaders({ authorization: 'Bearer abc', accept: 'text/plain' })).toEqual({
    authorization: 'Bearer •••',
    accept: 'text/plain',
  });
});
