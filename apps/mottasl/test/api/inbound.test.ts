import { readInbound } from '../../src/api/inbound.ts';

const NOTHING = {
  message_id: null,
  originator: null,
  recipient: null,
  contact_id: null,
  contact_name: null,
  type: null,
  body: null,
  button_reply_id: null,
  file_url: null,
  mime_type: null,
  in_reply_to: null,
  business_id: null,
  received_at: null,
};

const DOCUMENTED = {
  webhook_event_type: 'incoming_msg',
  type: 'message',
  platform: 'whatsapp',
  direction: 'in',
  message_type: 'text',
  business_id: '0d6f2c1e-0000-4000-8000-000000000001',
  contact_id: 2207,
  contact_name: 'Lina Haddad',
  from: '966500000001',
  to: '966110000002',
  id: 'wamid.OURSAMPLE0001',
  message_id: 90412,
  parent_message_id: null,
  text: 'Is it ready?',
  timestamp: '2026-03-04T08:15:00Z',
};

const read = (parsed: unknown) => readInbound({ parsed, raw: undefined });
const one = (parsed: unknown) => read(parsed).events[0];

test('reads the documented payload of a text', () => {
  expect(one(DOCUMENTED)).toEqual({
    id: 'wamid.OURSAMPLE0001',
    message_id: '90412',
    originator: '966500000001',
    recipient: '966110000002',
    contact_id: '2207',
    contact_name: 'Lina Haddad',
    type: 'text',
    body: 'Is it ready?',
    button_reply_id: null,
    file_url: null,
    mime_type: null,
    in_reply_to: null,
    business_id: '0d6f2c1e-0000-4000-8000-000000000001',
    received_at: '2026-03-04T08:15:00.000Z',
  });
});

test('reads a file and a button reply', () => {
  const file = {
    ...DOCUMENTED,
    text: undefined,
    message_type: 'image',
    filename_url: 'https://cdn.example/a',
    mime_type: 'image/jpeg',
  };
  expect(one(file)).toMatchObject({
    type: 'image',
    body: null,
    file_url: 'https://cdn.example/a',
    mime_type: 'image/jpeg',
  });
  const reply = {
    ...DOCUMENTED,
    message_type: 'interactive',
    interactive_reply_id: 'yes',
    text: 'Yes',
    parent_message_id: 7,
  };
  expect(one(reply)).toMatchObject({
    type: 'interactive',
    button_reply_id: 'yes',
    body: 'Yes',
    in_reply_to: '7',
  });
});

test('reads the alternative payload shape', () => {
  const parsed = { from: '966500000001', direction: 'in', message_body: { text: { body: 'Is it ready?' } } };
  expect(one(parsed)).toEqual({
    ...NOTHING,
    id: expect.stringMatching(/^[0-9a-f]{32}$/),
    originator: '966500000001',
    type: 'text',
    body: 'Is it ready?',
  });
  expect(one(parsed)?.id).toBe(one(structuredClone(parsed))?.id);
});

test.each([
  [{ message_body: { text: 'Hi' } }, { type: 'text', body: 'Hi' }],
  [{ message_body: 'Hi' }, { type: 'text', body: 'Hi' }],
  [{ message_body: { type: 'text', body: 'Hi' } }, { type: 'text', body: 'Hi' }],
  [{ text: { body: 'Hi' } }, { type: 'text', body: 'Hi' }],
  [{ caption: 'Map' }, { body: 'Map' }],
  [
    { message_body: { image: { link: 'https://cdn.example/a', mime_type: 'image/png', caption: 'Map' } } },
    { type: 'image', body: 'Map', file_url: 'https://cdn.example/a', mime_type: 'image/png' },
  ],
  [
    { message_body: { interactive: { button_reply: { id: 'yes', title: 'Yes' } } } },
    { type: 'interactive', body: 'Yes', button_reply_id: 'yes' },
  ],
  [
    { message_body: { interactive: { list_reply: { id: 'l', title: 'L' } } } },
    { button_reply_id: 'l', body: 'L' },
  ],
  [
    { message_body: { button: { payload: 'p', text: 'P' } } },
    { type: 'button', button_reply_id: 'p', body: 'P' },
  ],
  [{ context: { id: 'wamid.1' } }, { in_reply_to: 'wamid.1', type: null }],
])('reads %j', (fields, expected) => {
  expect(one({ from: '966500000001', ...fields })).toMatchObject(expected);
});

test('uses the message number as the ID if there is no other', () => {
  expect(one({ from: '1', message_id: 7 })).toMatchObject({ id: '7', message_id: '7' });
});

test('ignores outbound messages and other events, and counts unreadable ones', () => {
  expect(read({ ...DOCUMENTED, direction: 'out' })).toEqual({ events: [], unread: 0 });
  expect(read({ ...DOCUMENTED, webhook_event_type: 'new_contact' })).toEqual({ events: [], unread: 0 });
  expect(read({ hello: 'world' })).toEqual({ events: [], unread: 1 });
});
