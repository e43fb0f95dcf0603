import { readConnection } from '../../src/api/connection.ts';
import { type Effect, failureOf, wordsOf } from '../../src/api/failures.ts';

const connection = readConnection({ api_key: 'a-key-of-this-test' });

const sentence = (effect: Effect, reason: 'timeout' | 'dropped' | 'unreachable'): string =>
  failureOf({ kind: 'silence', reason }, effect, connection).message;

test.each([
  ['reads', 'Azeer did not respond in time. Nothing was changed. Try again in a few minutes.'],
  [
    'subscribes',
    'Azeer did not respond in time. This Zap gets no events yet. Turn it on again in a few minutes.',
  ],
  [
    'changes',
    'Azeer did not respond in time. The change may have been made. Check your Azeer account before you try again.',
  ],
] as const)('reports a missing response to a call that %s', (effect, expected) => {
  expect(sentence(effect, 'timeout')).toBe(expected);
});

test.each(['sends_free_form', 'sends_template'] as const)(
  'says that a message may have been sent: %s',
  (effect) => {
    expect(sentence(effect, 'timeout')).toMatch(
      /^Azeer did not respond in time\. This message may or may not have been sent/,
    );
  },
);

test.each([
  ['reads', /^Azeer couldn't find this item \("No …"\)/],
  ['sends_template', /^Azeer couldn't find the recipient or the template \("No …"\), so nothing was sent/],
] as const)('never shows a key that Azeer echoes: %s', (effect, says) => {
  const data = { message: 'No a-key-of-this-test' };
  const failure = failureOf({ kind: 'answer', status: 404, data, retryAfter: null }, effect, connection);
  expect(failure.message).toMatch(says);
});

test.each([
  [{ message: 'No' }, 'No'],
  [{ error: 'No' }, 'No'],
  [{ error: { message: 'No' } }, 'No'],
  [{ message: ['No', 'Never'], error: 'Bad Request' }, 'No'],
  [{ errors: [{ message: 'No' }] }, 'No'],
  [{ errors: ['No'] }, 'No'],
  [{ detail: 'No' }, 'No'],
  [{ detail: [{ msg: 'No' }] }, 'No'],
  [{ status: 'error', error_message: 'No' }, 'No'],
  [{ success: false, data: { error: 'No' } }, 'No'],
  [{ success: false, data: 'wamid.A1' }, ''],
  [{ data: { data: { data: { message: 'No' } } } }, ''],
  [{ errors: [] }, ''],
  ['No', ''],
  [null, ''],
])('the words of %j are %j', (data, words) => {
  expect(wordsOf(data)).toBe(words);
});
