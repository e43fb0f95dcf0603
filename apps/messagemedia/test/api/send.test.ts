import type { Reply } from '@messaging/gateway/call';
import { type Api, openApi } from '../../src/api/api.ts';
import { refusedMessages, sendBulk } from '../../src/api/batch.ts';
import { readConnection } from '../../src/api/connection.ts';
import { createContact, findContact } from '../../src/api/contacts.ts';
import { findSentRows } from '../../src/api/found.ts';
import { cancelMessage } from '../../src/api/messages.ts';
import { sendMessages } from '../../src/api/send.ts';

const connection = readConnection({ api_key: 'k', api_secret: 's' });

/** An API that gives these answers, one after the other, or does what no API does. */
const apiOf = (answers: readonly (object | Error)[], remaining = 20_000): Api => {
  const left = [...answers];
  const request = async (): Promise<Reply> => {
    const data = left.shift();
    if (data instanceof Error) throw data;
    return { kind: 'answer', status: 200, data, retryAfter: null };
  };
  return openApi(connection, request, () => remaining);
};

const SHARED = { deliveryReport: true };
const row = (recipient: string, reference: string) => ({ recipient, reference, text: 'Hi' });
const broken = () => new TypeError('a fault of our own');

const logged = (message_id: string, more: object = {}) => ({
  message_id,
  direction: 'outbound',
  destination_address: '+61491570156',
  content: 'Hi',
  metadata: [{ key: 'reference', value: 'order-1' }],
  ...more,
});

test('rethrows a programming error', async () => {
  await expect(sendBulk(apiOf([broken()]), SHARED, [row('61491570156', 'a')])).rejects.toThrow(TypeError);
  await expect(cancelMessage(apiOf([broken()]), 'id')).rejects.toThrow(TypeError);
  await expect(createContact(apiOf([broken()]), { mobile: '61491570156', listIds: [] })).rejects.toThrow(
    TypeError,
  );
  expect(refusedMessages(broken()).size).toBe(0);
});

describe('IDs of accepted messages', () => {
  const messages = [row('61491570156', 'a'), row('61491570157', 'b')];
  const taken = (message_id: string, destination_number: string, reference: string) => ({
    message_id,
    destination_number,
    metadata: { reference },
  });
  const ids = async (...answered: object[]) =>
    (await sendMessages(apiOf([{ messages: answered }]), SHARED, messages, 'sends_many')).map(
      (sent) => sent?.id ?? null,
    );

  test('are in the order of the messages', async () => {
    expect(await ids({ message_id: '1' }, { message_id: '2' })).toEqual(['1', '2']);
  });

  test('are matched by recipient and reference if some are missing', async () => {
    expect(await ids(taken('2', '+61491570157', 'b'))).toEqual([null, '2']);
    expect(await ids({ broken: true }, taken('1', '+61491570156', 'a'))).toEqual(['1', null]);
    expect(
      await ids(taken('x', '+61491570157', 'other'), taken('y', '+61', 'a'), taken('z', '+62', 'b')),
    ).toEqual([null, null]);
  });
});

describe('rows whose response was lost', () => {
  const found = async (lines: object[], rows = [row('61491570156', 'order-1')]) => {
    const api = apiOf([{ messages: lines, pagination: { has_next: false } }]);
    return [...(await findSentRows(api, new Date(), rows)).values()];
  };

  test('are each found once, even if the log has duplicates', async () => {
    const lines = [
      logged('other', { destination_address: '+61491570199' }),
      logged('reply', { direction: 'inbound' }),
      logged('older', { content: 'Something else' }),
      logged('one'),
      logged('one'),
      logged('two'),
      logged('three'),
    ];
    expect(await found(lines, [row('61491570156', 'order-1'), row('61491570156', 'order-1')])).toEqual([
      'one',
      'two',
    ]);
  });

  test('are found without a text if the log has none or the reference is generated', async () => {
    expect(await found([logged('one', { content: null })])).toEqual(['one']);
    const own = 'zap-0123456789ab-1';
    const line = logged('two', { content: 'With a short link', metadata: { reference: own } });
    expect(await found([line], [row('61491570156', own)])).toEqual(['two']);
  });
});

test('throws if time runs out while reading contacts', async () => {
  await expect(findContact(apiOf([], 0), () => true)).rejects.toThrow(
    /list of contacts is too long.*Look for the number/,
  );
});

test('an accepted row has no ID if the response names no message', async () => {
  const { rows } = await sendBulk(
    apiOf([{ messages: [{ message_id: '1', destination_number: '+9' }, {}] }]),
    SHARED,
    [row('61491570156', 'a')],
  );
  expect(rows).toMatchObject([{ fate: { status: 'accepted', messageId: null } }]);
});
