import { newReference } from '@messaging/gateway/reference';
import * as v from 'valibot';
import type { Exchange } from '../../src/api/exchange.ts';
import { findByReference, type Log } from '../../src/api/log.ts';
import type { Message } from '../../src/api/message.ts';
import { findByAlias } from '../../src/api/vortex/alias.ts';
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

  test("the app's own reference counts before the send as well", async () => {
    const own = { recipient: ANNA, reference: newReference() };
    const log = logOf({ reference: own.reference, created_at: EARLIER });
    expect([...(await findByReference(log, AT, [own]))]).toEqual([own]);
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
