import { refusedMessages } from '../../src/api/batch.ts';
import { RefusedError } from '../../src/api/failures.ts';

const refusedBy = (...details: string[]) =>
  Object.fromEntries(refusedMessages(new RefusedError('No.', { kind: 'refused', details })));

test.each([
  ['/messages/12/content: too long', 12, 'MessageMedia rejected the Message Body: too long.'],
  ['/messages/0/metadata/booking: too long', 0, 'MessageMedia rejected the Metadata: too long.'],
  ['/messages/3', 3, 'MessageMedia rejected the message.'],
  ['/messages/3/size: odd,. at the end;.', 3, 'MessageMedia rejected the message: odd,. at the end.'],
  ['/messages/1/media:  a\n b ', 1, 'MessageMedia rejected the Media: a\n b.'],
])('reads the row and the field of %j', (detail, row, sentence) => {
  expect(refusedBy(detail)).toEqual({ [row]: sentence });
});

test('keeps the first reason of a row', () => {
  expect(refusedBy('/messages/1/content: one', '/messages/1/media: two')).toEqual({
    1: 'MessageMedia rejected the Message Body: one.',
  });
});

test('reads no row from details about something else, and from other errors', () => {
  expect(refusedBy('Failed to parse', 'See /messages/1/content: odd', '/url: odd')).toEqual({});
  expect(refusedMessages(new Error('/messages/1/content: odd'))).toEqual(new Map());
});
