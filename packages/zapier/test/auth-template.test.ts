import { withoutPlaceholders } from '../src/auth-template.ts';

const placeholder = (key: string) => `__placeholder_auth__${key}__end_placeholder__`;

test('only the placeholders that are named travel on', () => {
  const authData = { api_key: placeholder('api_key'), domain: placeholder('domain') };
  expect(withoutPlaceholders(authData, ['api_key'])).toEqual({ api_key: placeholder('api_key') });
});

test('what a user entered travels on, whatever it is', () => {
  const authData = {
    api_key: 'k',
    domain: 'sms.example.com',
    username: null,
    password: `x${placeholder('y')}`,
  };
  expect(withoutPlaceholders(authData, [])).toEqual(authData);
});
