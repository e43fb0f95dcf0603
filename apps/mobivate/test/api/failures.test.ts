import { readConnection } from '../../src/api/connection.ts';
import { failureOf, failureOfSilence, type Purpose } from '../../src/api/failures.ts';

const PASSWORD = 'p$ss w&rd';
const classic = readConnection({ api_key: 'k.*+?%41"$&', username: 'bakery', password: PASSWORD });
const vortex = readConnection({ api_key: 'v-key' });
const sends: Purpose = { effect: 'sends' };

const sentenceOf = (status: number, data: unknown, connection = classic, purpose = sends): string =>
  failureOf({ kind: 'answer', status, data, retryAfter: null }, purpose, connection).message;

describe("Mobivate's message", () => {
  test.each([
    ['of Classic', { code: 400, message: 'recipient: may not be null' }, 'recipient: may not be null'],
    ['of Vortex', { success: false, error: { message: 'Invalid recipient' } }, 'Invalid recipient'],
    ['of Vortex as text', { error: 'Invalid recipient.' }, 'Invalid recipient'],
    ['with markup', { message: '<h1>Bad</h1>\n<p>request</p>' }, 'Bad request'],
    ['with dots at the end', { message: 'No such route...' }, 'No such route'],
    ['with the key', { message: `Key ${classic.key} is odd` }, 'Key … is odd'],
    [
      'with the key percent-encoded',
      { message: `?api_key=${encodeURIComponent(classic.key)}` },
      '?api_key=…',
    ],
    ['with the key as JSON writes it', { message: `x${JSON.stringify(classic.key).slice(1, -1)}y` }, 'x…y'],
    [
      'with the password as a form writes it',
      { message: `x${new URLSearchParams({ '': PASSWORD }).toString().slice(1)}y` },
      'x…y',
    ],
    ['with a tag between words', { message: 'Bad<br>request' }, 'Bad request'],
    ['as long as is shown', { message: 'a'.repeat(160) }, 'a'.repeat(160)],
    ['with the key in base64', { message: Buffer.from(classic.key).toString('base64') }, '…'],
    ['with the password', { message: `${PASSWORD}/${encodeURIComponent(PASSWORD)}` }, '…/…'],
    ['at length', { message: 'x'.repeat(161) }, `${'x'.repeat(160)}…`],
  ])('%s are quoted in the error', (_, data, said) => {
    expect(sentenceOf(400, data)).toBe(
      `Mobivate rejected this request ("${said}"). Check the fields of this step, or contact Mobivate support.`,
    );
  });

  test.each([
    ['none', undefined],
    ['text alone', 'Bad Request'],
    ['markup alone', { message: '<br>' }],
    ['a number', { message: 42 }],
    ['an error of numbers', { error: 42 }],
    ['an empty error', { error: {} }],
    ['null', null],
  ])('are left out if they are %s', (_, data) => {
    expect(sentenceOf(400, data)).toBe(
      'Mobivate rejected this request. Check the fields of this step, or contact Mobivate support.',
    );
  });

  test.each([
    ['sends', 'opted_out'],
    ['sends_many', 'opted_out'],
    ['changes', 'refused'],
    ['reads', 'refused'],
    ['registers', 'refused'],
  ] as const)('an opt-out message, in a call that %s, means %s', (effect, kind) => {
    const data = { message: 'Recipient is opted out' };
    const failure = failureOf({ kind: 'answer', status: 409, data, retryAfter: null }, { effect }, classic);
    expect(failure).toMatchObject({ kind });
  });

  test('count as an opt-out only in a refusal', () => {
    const data = { message: 'Recipient is OPTED OUT' };
    expect(sentenceOf(403, data)).toMatch(/^The recipient has opted out/);
    expect(sentenceOf(400, { error: 'opted-out' })).toMatch(/^The recipient has opted out/);
    expect(sentenceOf(200, { ...data, success: false })).toMatch(/^The recipient has opted out/);
    expect(sentenceOf(200, data)).toMatch(/^Mobivate returned an unreadable response/);
    expect(sentenceOf(503, { ...data, success: false })).toMatch(/^Mobivate returned a server error/);
  });
});

describe('a 403 of Vortex', () => {
  test.each([
    ['read:SingleSMS', 'read:SingleSMS (“View/Download Message History”)'],
    ['read:Optouts', 'read:Optouts (“List Opt-Outs”)'],
    ['delete:Contacts', 'delete:Contacts'],
  ])('names the missing permission %s as in the hub, and where to select it', (permission, shown) => {
    const data = { error: `API Key is not permitted to perform this action. (${permission})` };
    expect(sentenceOf(403, data, vortex)).toBe(
      `The API key lacks the Mobivate permission ${shown}. Select it for this key at hub.mobivate.com → User Profile → API Keys, or connect a key that has it.`,
    );
  });

  test.each([
    [{ effect: 'sends', permission: 'create:SingleSMS' } as const, 'the permission create:SingleSMS'],
    [{ effect: 'reads' } as const, 'its permissions'],
  ])('without a permission, for %j, names the key and %s', (purpose, shown) => {
    expect(sentenceOf(403, { error: 'API Key is invalid' }, vortex, purpose)).toBe(
      `Mobivate refused this API key ("API Key is invalid"). At hub.mobivate.com → User Profile → API Keys, check that it is valid, has ${shown}, and allows IPs from Anywhere.`,
    );
  });
});

test.each([
  [400, { message: 'Recipient optedout' }, 'opted_out'],
  [499, { message: 'Recipient has opted out' }, 'opted_out'],
  [200, { success: false, message: 'opted-out' }, 'opted_out'],
  [500, { message: 'Recipient has opted out' }, 'unknown'],
  [300, { success: false, message: 'opted out' }, 'refused'],
  [300, undefined, 'refused'],
  [403, {}, 'forbidden'],
  [299, undefined, 'unknown'],
])('%d with %j is %s', (status, data, kind) => {
  expect(failureOf({ kind: 'answer', status, data, retryAfter: null }, sends, classic)).toMatchObject({
    kind,
    status,
  });
});

test('reports a 403 of Vortex as forbidden', () => {
  expect(failureOf({ kind: 'answer', status: 403, data: {}, retryAfter: null }, sends, vortex)).toMatchObject(
    {
      kind: 'forbidden',
    },
  );
});

test.each([
  [
    'Classic',
    { api_key: 'v-key', domain: 'api.mobivatebulksms.com' },
    'it is a Vortex key and the API Host is for Classic',
  ],
  [
    'Vortex',
    { api_key: 'key', domain: 'sms.bakery.com' },
    'it is a Classic key and the API Host is for Vortex',
  ],
])("a 401 of %s to the other platform's key names the key's platform", (platform, credentials, which) => {
  expect(sentenceOf(401, { code: 401, message: 'Unauthorized' }, readConnection(credentials))).toBe(
    `Mobivate rejected this API key, because ${which}. Reconnect Mobivate without an API Host, or with a ${platform} key.`,
  );
});

test('sets retryAfter for throttled requests only', () => {
  const retryAfterOf = (status: number) =>
    failureOf({ kind: 'answer', status, data: {}, retryAfter: '7' }, sends, classic).retryAfter;
  expect([429, 500, 400].map(retryAfterOf)).toEqual([7, undefined, undefined]);
});

describe('advice after an unclear result', () => {
  test.each([
    ['sends', /message may or may not have been sent\. Check its reference/],
    ['registers', /gets no events yet\. Turn it on again/],
    ['changes', /change may have been made\. Check your/],
    ['reads', /Nothing was changed\. Try again/],
  ] as const)('of a call that %s', (effect, aftermath) => {
    for (const reason of ['timeout', 'dropped'] as const) {
      expect(failureOfSilence({ kind: 'silence', reason }, { effect }, classic).message).toMatch(aftermath);
    }
    expect(sentenceOf(500, undefined, classic, { effect })).toMatch(aftermath);
    expect(sentenceOf(200, undefined, classic, { effect })).toMatch(aftermath);
  });

  test('is omitted if there was no connection', () => {
    const failure = failureOfSilence({ kind: 'silence', reason: 'unreachable' }, sends, classic);
    expect(failure.message).toMatch(/Could not reach Mobivate, so nothing was done/);
    expect(failure.kind).toBe('unreachable');
  });
});
