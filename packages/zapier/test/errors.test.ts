import { GatewayError, type GatewayErrorKind } from '@messaging/errors/gateway-error';
import { InvalidInputError } from '@messaging/errors/invalid-input';
import { errors } from 'zapier-platform-core';
import { halted, toZapierError } from '../src/errors.ts';

const logged: unknown[] = [];
const z = { errors, console: { ...console, error: (line: unknown) => logged.push(line) } };

const shown = (error: unknown, connecting = false) => {
  const { name, message } = toZapierError(z, error, connecting);
  return { name, ...(message.startsWith('{') ? JSON.parse(message) : { message }) };
};

beforeEach(() => {
  logged.length = 0;
});

test.each([
  ['unauthorized', 'ExpiredAuthError'],
  ['forbidden', 'AppError'],
  ['no_credit', 'AppError'],
  ['opted_out', 'AppError'],
  ['not_found', 'AppError'],
  ['rate_limited', 'ThrottledError'],
  ['refused', 'AppError'],
  ['unreachable', 'AppError'],
  ['unknown', 'AppError'],
] satisfies [GatewayErrorKind, string][])(
  'turns a failure of kind %s into a %s with its message',
  (kind, name) => {
    const failure = new GatewayError('What it was, and what to do.', { kind, status: 418, retryAfter: 7 });
    expect(shown(failure)).toEqual({
      name,
      message: 'What it was, and what to do.',
      ...(name === 'AppError' && { code: kind, status: 418 }),
      ...(name === 'ThrottledError' && { delay: expect.any(Number) }),
    });
  },
);

test.each([
  [7, 0, 7],
  [7, 0.999, 37],
  [undefined, 0, 60],
  [3600, 0.999, 3630],
])('retries a throttled run with Retry-After %p up to 30 s later', (retryAfter, random, delay) => {
  vi.spyOn(Math, 'random').mockReturnValue(random);
  expect(shown(new GatewayError('Slow down.', { kind: 'rate_limited', retryAfter }))).toMatchObject({
    delay,
  });
  vi.restoreAllMocks();
});

test('a key rejected while connecting is not an expired connection', () => {
  const failure = new GatewayError('Wrong key.', { kind: 'unauthorized', status: 401 });
  expect(shown(failure, true)).toEqual({
    name: 'AppError',
    message: 'Wrong key.',
    code: 'unauthorized',
    status: 401,
  });
});

test('shows an invalid input as an error', () => {
  expect(shown(new InvalidInputError('Recipient "x" is none.'))).toEqual({
    name: 'AppError',
    message: 'Recipient "x" is none.',
    code: 'invalid_input',
  });
});

test('leaves a platform error unchanged', () => {
  const stop = halted(errors, 'Nothing to do.');
  expect(toZapierError(z, stop, false)).toBe(stop);
  expect(stop).toMatchObject({ name: 'HaltedError', message: 'Nothing to do.' });
});

test.each([
  ['an unknown error', new TypeError('hush of undefined'), /TypeError: hush of undefined\n +at /],
  ['a thrown text', 'hush', /^a value that is not an error was thrown$/],
])('hides the details of %s from the user, and logs them', (_, error, line) => {
  expect(shown(error)).toEqual({
    name: 'AppError',
    message: expect.stringMatching(/^Something unexpected went wrong in this integration\. .+\.$/),
    code: 'unexpected',
  });
  expect(logged).toEqual([expect.stringMatching(line)]);
});

test.each([
  ['the input', new InvalidInputError('No.')],
  ['the key', new GatewayError('No.', { kind: 'unauthorized' })],
  ['the speed', new GatewayError('No.', { kind: 'rate_limited', retryAfter: 1 })],
  ['anything', new Error('No.')],
  ['the recipient', halted(errors, 'No.')],
])('the platform appends no dump of the step to an error about %s', (_, error) => {
  expect(toZapierError(z, error, false)).toHaveProperty('doNotContextify', true);
});
