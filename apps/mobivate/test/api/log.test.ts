import { newReference } from '@messaging/gateway/reference';
import * as v from 'valibot';
import type { Exchange } from '../../src/api/exchange.ts';
import { findByReference, isSent, type Log } from '../../src/api/log.ts';
import type { Message } from '../../src/api/message.ts';
import { findByAlias } from '../../src/api/vortex/find-by-alias.ts';
import { MESSAGE } from '../support/message.ts';

const AT = new Date('2026-03-02T09:30:00.500Z');
const LATER = '2026-03-02T09:30:01.250Z';
const EARLIER = '2026-03-02T09:29:30.250Z';
const ANNA = '447700900123';

const logOf = (...messages: Partial<Message>[]): Log => ({
  pagesOf: () => ({
    size: 100,
    fetch: async () => ({
      items: messages.map((message, index) => ({
        ...MESSAGE,
        id: `m-${index}`,
        recipient: ANNA,
        ...message,
      })),
      count: messages.length,
      total: messages.length,
    }),
  }),
  remaining: () => 20_000,
});

describe('rows by reference', () => {
  const row = { recipient: ANNA, reference: 'order-1' };

  test.each([
    ['a message since the send', { reference: 'order-1', created_at: LATER }, 1],
    ['a message before the send', { reference: 'order-1', created_at: EARLIER }, 0],
    ['a message without a reference', { reference: null, created_at: LATER }, 0],
  ])('%s counts %j as %i', async (_, message, count) => {
    expect((await findByReference(logOf(message), AT, [row])).size).toBe(count);
  });

  test('matches a generated reference before the send too', async () => {
    const own = { recipient: ANNA, reference: newReference() };
    const log = logOf({ reference: own.reference, created_at: EARLIER });
    expect([...(await findByReference(log, AT, [own]))]).toEqual([own]);
  });

  test('matches a generated reference in a log without recipients', async () => {
    const own = { recipient: ANNA, reference: newReference() };
    const log = logOf({ reference: own.reference, recipient: null, created_at: LATER });
    expect([...(await findByReference(log, AT, [own]))]).toEqual([own]);
  });

  const SAME = { reference: null, originator: 'BAKERY', body: 'Hi', created_at: LATER };

  test.each([
    ['the same sender and text', SAME, 1],
    ['another text', { ...SAME, body: 'Hello' }, 0],
    ['another sender', { ...SAME, originator: 'Shop' }, 0],
    ['no sender', { ...SAME, originator: null }, 0],
    ['the same sender and text before the send', { ...SAME, created_at: EARLIER }, 0],
  ])('in a log without references, %s counts %j as %i', async (_, message, count) => {
    const found = await findByReference(logOf(message), AT, [{ ...row, text: 'Hi' }], 'Bakery');
    expect(found.size).toBe(count);
  });

  test('matches each of two equal rows to a different message', async () => {
    const rows = [{ ...row }, { ...row }];
    const log = (count: number) =>
      logOf(...Array.from({ length: count }, () => ({ reference: 'order-1', created_at: LATER })));
    expect((await findByReference(log(1), AT, rows)).size).toBe(1);
    expect((await findByReference(log(2), AT, rows)).size).toBe(2);
  });
});

describe('a single message', () => {
  const sent = { originator: 'Bakery', recipient: ANNA, text: 'Hi' };
  const logged = { ...MESSAGE, originator: 'bakery', recipient: ANNA, body: 'Hi', created_at: LATER };

  test.each([
    ['its reference', { reference: 'order-1' }, true],
    ['another reference', { reference: 'order-2' }, false],
    ['its reference and another recipient', { reference: 'order-1', recipient: '447700900124' }, false],
    ['its reference before the send', { reference: 'order-1', created_at: EARLIER }, false],
    ['no reference, and the same sender and text', { reference: null }, true],
    ['no reference, and another text', { reference: null, body: 'Hello' }, false],
    ['no reference, and another sender', { reference: null, originator: 'Shop' }, false],
  ])('%s in the log: %j counts as %s', (_, message, isIt) => {
    const test = isSent(sent, AT, (reference) => reference === 'order-1');
    expect(test({ ...logged, ...message })).toBe(isIt);
  });

  test('matches a generated reference alone', () => {
    const own = newReference();
    const test = isSent(sent, AT, (reference) => reference === own);
    expect(test({ ...logged, reference: own, recipient: null, created_at: EARLIER })).toBe(true);
  });
});

describe('rows by alias', () => {
  const exchange: Exchange = async (_ask, schema) =>
    v.parse(schema, { results: [{ id: 'c-1', alias: 'Anna', msisdn: ANNA, createDate: LATER }], matches: 1 });
  const row = { recipient: 'Anna' };
  const found = async (message: Partial<Message>) => {
    const sent = { originator: 'Bakery', body: 'Hi Anna', created_at: LATER, ...message };
    return [
      ...(await findByAlias(exchange, logOf(sent), AT, { originator: 'Bakery', text: 'Hi {{name}}' }, [row])),
    ];
  };

  test('finds the message of a contact', async () => {
    expect(await found({})).toEqual([row]);
  });

  test.each([
    ['to somebody who is no contact', { recipient: '447700900999' }],
    ['without a text', { body: null }],
    ['from another originator', { originator: 'Florist' }],
    ['from before the send', { created_at: EARLIER }],
  ])('finds no message %s', async (_, message) => {
    expect(await found(message)).toEqual([]);
  });
});
