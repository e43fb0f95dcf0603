import { InvalidInputError } from '@messaging/errors/invalid-input';
import { platformOf, readConnection } from '../../src/api/connection.ts';

const CLASSIC_KEY = '6f1c2b9e-0d3a-4c58-9b71-2e64d8a05f37';
const VORTEX_KEY = `v-${CLASSIC_KEY}:0a9b8c7d-6e5f-4a3b-8c2d-1e0f9a8b7c6d`;

afterEach(() => {
  delete process.env.MOBIVATE_API_URL;
  delete process.env.MOBIVATE_TASKS_URL;
});

const problemOf = (credentials: object): string => {
  try {
    readConnection(credentials);
  } catch (error) {
    if (error instanceof InvalidInputError) return error.message;
    throw error;
  }
  throw new Error('the connection was accepted');
};

describe('platform and base URL', () => {
  test.each([
    [undefined, VORTEX_KEY, 'Vortex', 'https://vortex.mobivatebulksms.com'],
    ['', VORTEX_KEY, 'Vortex', 'https://vortex.mobivatebulksms.com'],
    ['   ', CLASSIC_KEY, 'Classic', 'https://api.mobivatebulksms.com'],
    [null, 'V-not-a-vortex-key', 'Classic', 'https://api.mobivatebulksms.com'],
    ['api.mobivatebulksms.com', VORTEX_KEY, 'Classic', 'https://api.mobivatebulksms.com'],
    [' API.MobivateBulkSMS.com ', CLASSIC_KEY, 'Classic', 'https://api.mobivatebulksms.com'],
    ['vortex.mobivatebulksms.com', CLASSIC_KEY, 'Vortex', 'https://vortex.mobivatebulksms.com'],
    ['sms-2.example.co.uk', CLASSIC_KEY, 'Vortex', 'https://sms-2.example.co.uk'],
    ['s.example.com', CLASSIC_KEY, 'Vortex', 'https://s.example.com'],
    ['sms.local.example.com', CLASSIC_KEY, 'Vortex', 'https://sms.local.example.com'],
    [
      'sms.xn--mller-kva.example.xn--p1ai',
      VORTEX_KEY,
      'Vortex',
      'https://sms.xn--mller-kva.example.xn--p1ai',
    ],
  ])('API Host %j with key %j is %s at %s', (domain, api_key, platform, baseUrl) => {
    const connection = readConnection({ api_key, domain });
    expect(connection).toMatchObject({ platform, baseUrl, domain: baseUrl.slice('https://'.length) });
    expect(connection.tasksUrl).toBe('https://tasks-wave.mobivate.com');
    expect(platformOf({ api_key, domain })).toBe(platform);
  });

  test('detects a pasted Vortex key while the form is filled in', () => {
    expect(platformOf({ api_key: ` Bearer ${VORTEX_KEY}\n` })).toBe('Vortex');
    expect(platformOf({})).toBe('Classic');
  });
});

describe('an invalid API Host', () => {
  test.each([
    ['a URL', 'https://sms.example.com', 'https://sms.example.com'],
    ['a path', 'sms.example.com/api', 'sms.example.com/api'],
    ['a trailing slash', 'sms.example.com/', 'sms.example.com/'],
    ['a port', 'sms.example.com:8443', 'sms.example.com:8443'],
    ['an IPv4 address', '203.0.113.7', '203.0.113.7'],
    ['an IPv4 address in hexadecimal', '0xcb007107', '0xcb007107'],
    ['a loopback address', '127.0.0.1', '127.0.0.1'],
    ['an IPv6 address', '[2001:db8::7]', '[2001:db8::7]'],
    ['localhost', 'localhost', 'localhost'],
    ['a name below localhost', 'api.localhost', 'api.localhost'],
    ['a cloud metadata name', 'metadata.google.internal', 'metadata.google.internal'],
    ['a local network name', 'printer.local', 'printer.local'],
    ['one word', 'vortex', 'vortex'],
    ['a root dot', 'sms.example.com.', 'sms.example.com.'],
    ['a wildcard', '*.example.com', '*.example.com'],
    ['an underscore', 'sms_1.example.com', 'sms_1.example.com'],
    ['a label that begins with a dash', '-sms.example.com', '-sms.example.com'],
    ['letters beyond ASCII', 'smś.example.com', 'smś.example.com'],
    ['letters that only look like ASCII', 'аpi.mobivatebulksms.com', 'аpi.mobivatebulksms.com'],
    ['a blank', 'sms.example.com evil.example', 'sms.example.com evil.example'],
    ['a line break', 'sms.example.com\nevil.example', 'sms.example.com evil.example'],
    ['a query', 'sms.example.com?token=hush', 'sms.example.com?…'],
    ['a fragment', 'sms.example.com#hush', 'sms.example.com?…'],
    ['user info', 'bakery:hush@sms.example.com', '…@sms.example.com'],
    ['user info in a URL', 'https://bakery:hu@sh@sms.example.com/', '…@sms.example.com/'],
    ['user info over two lines', 'bakery:hush\n@sms.example.com', '…@sms.example.com'],
    ['its own API key', CLASSIC_KEY, '…'],
    ['another API key', VORTEX_KEY.replaceAll('6', '9'), 'v-…:…'],
    ['a label of 64 characters', `${'a'.repeat(64)}.com`, `${'a'.repeat(60)}…`],
    ['254 characters', `${'abcdefghi.'.repeat(25)}info`, `${'abcdefghi.'.repeat(6)}…`],
  ])('refuses %s, and names it without secrets', (_, domain, shown) => {
    const sentence = problemOf({ api_key: CLASSIC_KEY, domain });
    expect(sentence).toMatch(/^API Host ".+" is not a public host name\. Enter only the name, .+\.$/);
    expect(sentence).toContain(`"${shown}"`);
    expect(sentence).not.toMatch(/hush|hu@sh/);
    expect(sentence).not.toContain('\n');
  });

  test('refuses a key in any case without showing it', () => {
    expect(problemOf({ api_key: 'Hush-Key', domain: 'Hush-Key' })).toContain('API Host "…" is not');
  });

  test('still decides the platform of the form', () => {
    expect(platformOf({ api_key: CLASSIC_KEY, domain: 'https://sms.example.com' })).toBe('Vortex');
  });
});

describe('the API key', () => {
  test.each([
    ['unchanged', CLASSIC_KEY],
    ['with spaces and a line break', ` \t${CLASSIC_KEY} \r\n`],
    ['with Bearer', `Bearer ${CLASSIC_KEY}`],
    ['with "bearer" and spaces', `  bearer   ${CLASSIC_KEY}\n`],
    ['with a no-break space and a byte order mark', `\ufeff\u00a0${CLASSIC_KEY}`],
  ])('works pasted %s', (_, api_key) => {
    expect(readConnection({ api_key }).key).toBe(CLASSIC_KEY);
  });

  test.each([
    ['missing', undefined, /is blank/],
    ['null', null, /is blank/],
    ['a number', 42, /is blank/],
    ['empty', '', /is blank/],
    ['blank', ' \n', /is blank/],
    ['Bearer alone', ' Bearer ', /is blank/],
    ['with a space inside', 'hush hush', /contains spaces or characters that are not part of a Mobivate key/],
    ['with a line break inside', 'hush\r\nX-Other: 1', /contains spaces/],
    ['with a whole header', 'Authorization: Bearer hush', /contains spaces/],
    ['with letters beyond ASCII', 'húsh', /contains spaces or characters/],
    ['a placeholder', '{{bundle.hush}}', /contains spaces or characters/],
    ['with a control character', 'hu\u0000sh', /contains spaces or characters/],
  ])('rejects and does not show: %s', (_, api_key, problem) => {
    const sentence = problemOf({ api_key });
    expect(sentence).toMatch(/^API Key .+\.$/);
    expect(sentence).toMatch(problem);
    expect(sentence).not.toMatch(/h[uú]\0?sh/);
  });

  test('may end in "bearer"', () => {
    expect(readConnection({ api_key: 'key-of-the-bearer' }).key).toBe('key-of-the-bearer');
  });
});

test.each([
  ['gb', 'GB'],
  [' US ', 'US'],
  ['', null],
  [undefined, null],
])('reads default country %j as %j', (default_country, country) => {
  expect(readConnection({ api_key: CLASSIC_KEY, default_country }).defaultCountry).toBe(country);
});

test.each([
  ['bakery', ' pass word ', { username: 'bakery', password: ' pass word ' }],
  [' bakery ', 'x', { username: 'bakery', password: 'x' }],
  ['bakery', '', null],
  ['bakery', undefined, null],
  ['bakery', 42, null],
  ['  ', 'x', null],
  [undefined, 'x', null],
])('reads hub login %j with password %j as %j', (username, password, login) => {
  expect(readConnection({ api_key: CLASSIC_KEY, username, password }).login).toEqual(login);
});

describe('the URLs for development', () => {
  test.each([
    [CLASSIC_KEY, undefined, 'Classic', 'api.mobivatebulksms.com'],
    [VORTEX_KEY, undefined, 'Vortex', 'vortex.mobivatebulksms.com'],
    [VORTEX_KEY, 'api.mobivatebulksms.com', 'Vortex', 'api.mobivatebulksms.com'],
  ])('replace the host of both platforms, with key %j and host %j', (api_key, domain, platform, shown) => {
    process.env.MOBIVATE_API_URL = 'http://127.0.0.1:4010//';
    process.env.MOBIVATE_TASKS_URL = 'http://127.0.0.1:4011';
    expect(readConnection({ api_key, domain })).toMatchObject({
      platform,
      domain: shown,
      baseUrl: 'http://127.0.0.1:4010',
      tasksUrl: 'http://127.0.0.1:4011',
    });
  });

  test('do not allow an invalid API Host', () => {
    process.env.MOBIVATE_API_URL = 'http://127.0.0.1:4010';
    expect(problemOf({ api_key: CLASSIC_KEY, domain: 'localhost' })).toMatch(/"localhost"/);
  });

  test.each([
    '',
    '127.0.0.1:4010',
    'see http://127.0.0.1:4010',
    '__placeholder_env__MOBIVATE_API_URL__end_placeholder__',
  ])('are ignored if invalid: %j', (url) => {
    process.env.MOBIVATE_API_URL = url;
    process.env.MOBIVATE_TASKS_URL = url;
    expect(readConnection({ api_key: CLASSIC_KEY })).toMatchObject({
      baseUrl: 'https://api.mobivatebulksms.com',
      tasksUrl: 'https://tasks-wave.mobivate.com',
    });
  });
});
