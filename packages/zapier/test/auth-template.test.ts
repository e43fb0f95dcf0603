import { withoutPlaceholders } from '../src/auth-template.ts';

const placeholder = (key: string) => `__placeholder_auth__${key}__end_placeholder__`;

test('removes placeholders, except for the given keys', () => {
  const authData = { api_key: placeholder('api_key'), domain: placeholder('domain') };
  expect(withoutPlaceholders(authData, ['api_key'])).toEqual({ api_key: placeholder('api_key') });
});

test('keeps every value that a user entered', () => {
  const authData = {
    api_key: 'k',
    domain: 'sms.example.com',
    username: null,
    password: `x${placeholder('y')}`,
  };
  expect(withoutPlaceholders(authData, [])).toEqual(authData);
});
