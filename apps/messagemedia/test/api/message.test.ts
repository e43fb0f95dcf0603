import * as v from 'valibot';
import { loggedMessage, metadata, sentMessage } from '../../src/api/message.ts';
import { describeCode, isBlocked } from '../../src/api/status.ts';

const LINE = {
  message_id: 'id-1',
  direction: 'outbound',
  source_address: '+61491570110',
  destination_address: '+61491570156',
  content: 'Hi',
  status: 'delivered',
  status_code: 220,
  format: 'SMS',
  units: 2,
  timestamp: '2026-03-04T22:30:08+11:00',
  metadata: [
    { key: 'reference', value: 'order-1' },
    { key: 'shop', value: 'Main' },
  ],
};

test('reads a log entry with MSISDNs, UTC times, and the reference', () => {
  expect(v.parse(loggedMessage, LINE)).toEqual({
    id: 'id-1',
    direction: 'outbound',
    originator: '61491570110',
    recipient: '61491570156',
    body: 'Hi',
    status: 'DELIVERED',
    status_code: 220,
    status_description: 'The message was delivered.',
    outcome: 'delivered',
    is_final: true,
    reference: 'order-1',
    format: 'SMS',
    parts: 2,
    cost: null,
    currency: null,
    in_reply_to: null,
    media_url: null,
    account_id: null,
    created_at: '2026-03-04T11:30:08.000Z',
    updated_at: '2026-03-04T11:30:08.000Z',
    metadata: { shop: 'Main' },
  });
});

test.each([
  ['inbound', 'inbound'],
  ['INBOUND', 'inbound'],
  ['MO', 'inbound'],
  ['outbound', 'outbound'],
  [null, 'outbound'],
])('reads the direction %s as %s', (direction, expected) => {
  expect(v.parse(loggedMessage, { ...LINE, direction }).direction).toBe(expected);
});

test('takes updated_at from the status, or from the delivery', () => {
  const delivered = { ...LINE, delivered_timestamp: '2026-03-04T12:00:00Z' };
  expect(v.parse(loggedMessage, delivered).updated_at).toBe('2026-03-04T12:00:00.000Z');
  const changed = { ...delivered, last_status_update: '2026-03-04T13:00:00Z' };
  expect(v.parse(loggedMessage, changed).updated_at).toBe('2026-03-04T13:00:00.000Z');
});

test('keeps a sender name, and fills missing values with null', () => {
  expect(v.parse(sentMessage, { message_id: 'x', source_number: 'Bakery+1' }).originator).toBe('Bakery+1');
  expect(v.parse(sentMessage, { message_id: 'x' })).toMatchObject({
    status: null,
    outcome: 'pending',
    metadata: null,
  });
});

test.each([
  [{ a: '1' }, { reference: null, metadata: { a: '1' } }],
  [{ reference: 'r' }, { reference: 'r', metadata: null }],
  [
    [{ key: 'reference', value: 'r' }, { key: 'a', value: '1' }, {}],
    { reference: 'r', metadata: { a: '1' } },
  ],
  [[{ key: 'a', value: 7 }, { key: '', value: 'x' }, 'x', null], { reference: null, metadata: null }],
  ['nothing', { reference: null, metadata: null }],
  [undefined, { reference: null, metadata: null }],
])('reads the metadata %j', (given, expected) => {
  expect(v.parse(metadata, given)).toEqual(expected);
});

test.each([
  101, 102, 151, 200, 210, 211, 212, 213, 220, 221, 301, 302, 303, 304, 305, 320, 330, 331, 332, 333, 400,
  401, 402, 403, 405, 410, 411, 412, 413, 414,
])('describes status code %s', (code) => {
  expect(describeCode(code)).toMatch(/^[A-Z].+\.$/);
});

test('has no description for an unknown code', () => {
  expect([describeCode(999), describeCode(null)]).toEqual([null, null]);
  expect([302, 412, 303, null].map(isBlocked)).toEqual([true, true, false, false]);
});
