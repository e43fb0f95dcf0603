import {
  readAccountEvents,
  readChatEvents,
  readContactEvents,
  readStatusEvents,
} from '../../src/api/events.ts';

const HASH = expect.stringMatching(/^[0-9a-f]{32}$/);
const delivery = (parsed: unknown) => ({ parsed, raw: undefined });
const status = (parsed: unknown) => readStatusEvents(delivery(parsed)).events;

test.each([
  ['delivered', 'delivered', true],
  ['READ', 'delivered', true],
  ['Failed', 'failed', true],
  ['sent', 'pending', false],
  ['deleted', 'pending', false],
])('reads the status %s as %s', (word, outcome, isFinal) => {
  const raw = { message_id: 'm', status: word, to: '+966500000001', timestamp: 1772612100 };
  expect(status(raw)).toEqual([
    {
      id: `m:${word.toUpperCase()}`,
      message_id: 'm',
      recipient: '966500000001',
      status: word.toUpperCase(),
      outcome,
      is_final: isFinal,
      received_at: '2026-03-04T08:15:00.000Z',
      raw,
    },
  ]);
});

test('reads statuses under other names, in one or several records', () => {
  expect(status({ data: { id: 'm', message_status: 'read' } })).toMatchObject([{ id: 'm:READ' }]);
  expect(
    status({
      business_id: 'b',
      statuses: [
        { id: 'm', status: 'sent', recipient_id: 1 },
        { id: 'm', status: 'read' },
      ],
    }),
  ).toMatchObject([
    { id: 'm:SENT', recipient: '1', raw: { business_id: 'b', statuses: [{ status: 'sent' }] } },
    { id: 'm:READ' },
  ]);
});

test('returns an unreadable status with an ID from its content', () => {
  expect(status({ what: 'ever', statuses: ['x'] })).toEqual([
    {
      id: HASH,
      message_id: null,
      recipient: null,
      status: null,
      outcome: 'pending',
      is_final: false,
      received_at: null,
      raw: { what: 'ever', statuses: ['x'] },
    },
  ]);
});

test.each([
  [{ contact_id: 7, contact_name: 'Lina', platform_id: '966500000001', created_at: '2026-03-04T08:15:00Z' }],
  [{ id: 7, profile_name: 'Lina', phone: '+966 500000001', timestamp: '2026-03-04T08:15:00Z' }],
  [{ contact: { id: 7, name: 'Lina', platform_id: '966500000001', created_at: '2026-03-04T08:15:00Z' } }],
])('reads the new contact %j', (raw) => {
  expect(readContactEvents(delivery(raw)).events).toEqual([
    {
      id: '7',
      contact_id: '7',
      name: 'Lina',
      mobile: '966500000001',
      created_at: '2026-03-04T08:15:00.000Z',
      raw,
    },
  ]);
});

test('returns a new contact that cannot be read', () => {
  expect(readContactEvents(delivery({ x: 1 })).events).toEqual([
    { id: HASH, contact_id: null, name: null, mobile: null, created_at: null, raw: { x: 1 } },
  ]);
});

test.each([
  [{ agent: 'dana@example.org' }, 'dana@example.org'],
  [{ assigned_platform_id: 'dana@example.org' }, 'dana@example.org'],
  [{ agent: { platform_id: 'dana@example.org', name: 'Dana' } }, 'dana@example.org'],
  [{ agent: {}, agent_name: 'Dana' }, 'Dana'],
  [{}, null],
])('reads the agent of %j', (fields, agent) => {
  expect(readChatEvents(delivery({ x: 1, ...fields }), 'chat_assigned').events).toMatchObject([{ agent }]);
});

test('gives two assignments of one chat different IDs, and a repeated delivery the same ID', () => {
  const ids = (fields: object) =>
    readChatEvents(delivery({ id: 'chat', ...fields }), 'chat_closed').events[0]?.id;
  expect(ids({ timestamp: 1 })).not.toBe(ids({ timestamp: 2 }));
  expect(ids({ timestamp: 1 })).toBe(ids({ timestamp: 1 }));
  expect(ids({ event_id: 'e' })).toBe('e');
});

test('reads a chat', () => {
  const raw = { contact_id: 7, contact_name: 'Lina', updated_at: '2026-03-04T08:15:00Z' };
  expect(readChatEvents(delivery(raw), 'chat_closed').events).toEqual([
    {
      id: HASH,
      contact_id: '7',
      contact_name: 'Lina',
      agent: null,
      occurred_at: '2026-03-04T08:15:00.000Z',
      raw,
    },
  ]);
});

test('returns any other event', () => {
  const raw = { webhook_event_type: 'billing_alert', balance: 3, date: '2026-03-04' };
  expect(readAccountEvents(delivery([raw, { x: 1 }]))).toEqual({
    events: [
      { id: HASH, event: 'billing_alert', occurred_at: '2026-03-04T00:00:00.000Z', raw },
      { id: HASH, event: null, occurred_at: null, raw: { x: 1 } },
    ],
    unread: 0,
  });
  expect(readAccountEvents(delivery('hello'))).toEqual({ events: [], unread: 1 });
});
