import {
  inboundOf,
  optoutOf,
  readInbound,
  readOptouts,
  readReceipts,
  receiptOf,
} from '../../src/api/posted.ts';
import { messageSample } from '../../src/fields/message-output.ts';

const post = (body: unknown) => ({ parsed: body, raw: JSON.stringify(body) });
const AT = '2026-03-04T22:30:09.120Z';

/** The documented body of a report that is pushed to a callback. */
const PUSHED_REPORT = {
  delivery_report_id: '9d1f7a34-55ad-4d0b-8f21-1b6f7c0c2a90',
  message_id: '5f0a3a0e-3f0e-4a57-9d0b-2b3f5f6c7d81',
  status: 'delivered',
  error_code: '220',
  source_number: '+61491570156',
  date_received: AT,
  submitted_date: '2026-03-04T22:30:08.900Z',
  original_text: 'Ready',
  billing_units: 1,
  delay: 0,
  callback_url: 'https://hooks.example.net/mm/abc',
  vendor_account_id: { vendor_id: 'MessageMedia', account_id: 'DemoCo001' },
  metadata: { booking: '7719', reference: 'order-1' },
};

/** The documented body of a reply that is pushed to a callback. */
const PUSHED_REPLY = {
  reply_id: '0b4b9f0a-8a0d-4f2b-9a3e-6a7b8c9d0e1f',
  message_id: '5f0a3a0e-3f0e-4a57-9d0b-2b3f5f6c7d81',
  content: 'Yes see you then',
  source_number: '+61491570156',
  destination_number: '+61491570110',
  date_received: AT,
  callback_url: 'https://hooks.example.net/mm/abc',
  vendor_account_id: { vendor_id: 'MessageMedia', account_id: 'DemoCo001' },
  metadata: { booking: '7719' },
};

describe('a receipt', () => {
  test('reads the documented body', async () => {
    expect(await readReceipts(post(PUSHED_REPORT))).toEqual({
      unread: 0,
      events: [
        {
          id: PUSHED_REPORT.delivery_report_id,
          message_id: PUSHED_REPORT.message_id,
          reference: 'order-1',
          recipient: '61491570156',
          status: 'DELIVERED',
          status_code: 220,
          status_description: 'The message was delivered.',
          outcome: 'delivered',
          is_final: true,
          body: 'Ready',
          parts: 1,
          submitted_at: '2026-03-04T22:30:08.900Z',
          received_at: AT,
          metadata: { booking: '7719' },
        },
      ],
    });
  });

  test('reads unresolved variables and empty values as null', async () => {
    const body = {
      delivery_report_id: '$drId',
      message_id: ' $!{mtId} ',
      status: 'failed',
      status_code: '$statusCode',
      error_code: '',
      source_number: '$esc.json($!sourceAddress)',
      date_received: '$receivedTimestamp',
      original_text: '$!esc.json($!mtContent)',
      billing_units: '$billingUnits',
      metadata: '$metadata.entrySet()',
    };
    const { events } = await readReceipts(post(body));
    expect(events).toEqual([
      {
        id: expect.stringMatching(/^[0-9a-f]{32}$/),
        message_id: null,
        reference: null,
        recipient: null,
        status: 'FAILED',
        status_code: null,
        status_description: null,
        outcome: 'failed',
        is_final: true,
        body: null,
        parts: null,
        submitted_at: null,
        received_at: null,
        metadata: null,
      },
    ]);
  });

  test.each([
    ['read', 'delivered'],
    ['rejected', 'failed'],
    ['expired', 'failed'],
    ['undeliverable', 'failed'],
    ['cancelled', 'failed'],
    ['enroute', 'pending'],
    ['submitted', 'pending'],
    ['a new word', 'pending'],
  ])('reads the status %s as %s', async (status, outcome) => {
    const { events } = await readReceipts(post({ ...PUSHED_REPORT, status }));
    expect(events[0]).toMatchObject({ outcome, is_final: outcome !== 'pending' });
  });

  test('without an ID, gets the same ID when posted twice', async () => {
    const { delivery_report_id, ...body } = PUSHED_REPORT;
    const [first, second] = [await readReceipts(post(body)), await readReceipts(post(body))];
    expect(first.events[0]?.id).toBe(second.events[0]?.id);
    const other = await readReceipts(post({ ...body, date_received: '2026-03-04T22:30:10Z' }));
    expect(other.events[0]?.id).not.toBe(first.events[0]?.id);
  });

  test.each([
    [undefined],
    [null],
    [''],
    ['no JSON'],
    [[]],
    [{}],
    [7],
    [{ ...PUSHED_REPORT, status: '$status' }],
  ])('rejects %j', async (body) => {
    expect(await readReceipts(post(body))).toEqual({ events: [], unread: 1 });
  });

  test('reads the raw text if Zapier did not parse it, and several events', async () => {
    const raw = JSON.stringify([PUSHED_REPORT, { hello: 1 }]);
    expect(await readReceipts({ parsed: undefined, raw })).toMatchObject({
      events: [{ status_code: 220 }],
      unread: 1,
    });
  });

  test.each(['x', 'a220', '220b'])('has no status code where it came as %s', async (status_code) => {
    const { error_code, ...body } = PUSHED_REPORT;
    expect((await readReceipts(post({ ...body, status_code }))).events[0]?.status_code).toBeNull();
  });

  test('ignores a reply', async () => {
    expect((await readReceipts(post(PUSHED_REPLY))).events).toEqual([]);
  });
});

describe('an inbound message', () => {
  test('reads the documented body', async () => {
    expect((await readInbound(post(PUSHED_REPLY))).events).toEqual([
      {
        id: PUSHED_REPLY.reply_id,
        originator: '61491570156',
        recipient: '61491570110',
        body: 'Yes see you then',
        format: 'SMS',
        keyword: 'YES',
        is_stop: false,
        is_start: false,
        received_at: AT,
        in_reply_to: PUSHED_REPLY.message_id,
        original_body: null,
        reference: null,
        metadata: { booking: '7719' },
        attachments: [],
      },
    ]);
  });

  test('reads media files instead of a text', async () => {
    const { content, ...body } = PUSHED_REPLY;
    const attachments = [
      { content_type: 'image/png', content: 'aGk=', original_name: 'hi.png' },
      { content_type: 'image/gif' },
      { content: 'aGk=' },
      {},
      'x',
    ];
    const { events } = await readInbound(post({ ...body, attachments }));
    expect(events[0]).toMatchObject({ body: null, format: 'MMS', keyword: null });
    expect(events[0]?.attachments).toEqual([
      { content_type: 'image/png', name: 'hi.png', content: 'aGk=', url: null },
      { content_type: 'image/gif', name: null, content: null, url: null },
      { content_type: null, name: null, content: 'aGk=', url: null },
    ]);
  });

  test('is read where there are only files', async () => {
    const body = { source_number: '+61491570156', attachments: [{ content: 'aGk=' }] };
    expect((await readInbound(post(body))).events).toHaveLength(1);
  });

  test('keeps a text that starts with a dollar sign or contains a placeholder', async () => {
    for (const content of [
      '$5 please',
      '$HOME',
      '$type',
      '$esc.json("x")',
      '$metadata.get("x")',
      'cost: $moId',
    ]) {
      expect((await readInbound(post({ ...PUSHED_REPLY, content }))).events[0]?.body).toBe(content);
    }
  });

  test.each(['$moContent', '$!{moContent}', '$esc.json($!moContent)', '$!esc.json($replyContent)'])(
    'has no text if it is posted as %s',
    async (content) => {
      const body = { ...PUSHED_REPLY, content, original_text: '$esc.json($!mtContent)' };
      expect((await readInbound(post(body))).events[0]).toMatchObject({ body: null, original_body: null });
    },
  );

  test('without an ID, gets an ID from its content', async () => {
    for (const reply_id of ['$moId', '$!moId', '', null]) {
      const { events } = await readInbound(post({ ...PUSHED_REPLY, reply_id }));
      expect(events[0]?.id).toMatch(/^[0-9a-f]{32}$/);
    }
  });

  test.each([
    ['nobody who sent it', { ...PUSHED_REPLY, source_number: null }],
    ['neither text, id nor files', { source_number: '+61491570156' }],
  ])('is rejected with %s', async (_name, body) => {
    expect(await readInbound(post(body))).toEqual({ events: [], unread: 1 });
  });
});

describe('an opt-out', () => {
  test('reads the documented body', async () => {
    const { reply_id, ...body } = { ...PUSHED_REPLY, notification_id: 'n-1', content: 'STOP' };
    expect((await readOptouts(post(body))).events).toEqual([
      {
        id: 'n-1',
        mobile: '61491570156',
        body: 'STOP',
        received_at: AT,
        message_id: PUSHED_REPLY.message_id,
      },
    ]);
  });

  test('needs only a number', async () => {
    const { events } = await readOptouts(post({ source_number: '61491570156', message_id: '$mtId' }));
    expect(events).toEqual([
      {
        id: expect.stringMatching(/^[0-9a-f]{32}$/),
        mobile: '61491570156',
        body: null,
        received_at: null,
        message_id: null,
      },
    ]);
    expect((await readOptouts(post({ source_number: '$sourceAddress' }))).events).toEqual([]);
  });
});

test('a receipt is not an opt-out', async () => {
  expect((await readOptouts(post(PUSHED_REPORT))).events).toEqual([]);
});

describe('a logged message', () => {
  test('becomes a receipt', () => {
    expect(receiptOf(messageSample)).toMatchObject({
      id: `${messageSample.id}:DELIVERED:2026-03-02T09:30:06.000Z`,
      message_id: messageSample.id,
      submitted_at: messageSample.created_at,
      received_at: messageSample.updated_at,
    });
    expect(receiptOf({ ...messageSample, updated_at: null }).id).toBe(`${messageSample.id}:DELIVERED`);
  });

  test('becomes an inbound message with its image', () => {
    const message = { ...messageSample, format: null, media_url: 'https://media.example.com/1.png' };
    expect(inboundOf(message)).toMatchObject({
      id: messageSample.id,
      format: 'SMS',
      attachments: [
        { content_type: null, name: null, content: null, url: 'https://media.example.com/1.png' },
      ],
    });
    expect(inboundOf(messageSample).attachments).toEqual([]);
  });

  test('becomes an opt-out if it is inbound', () => {
    expect(optoutOf(messageSample)).toMatchObject([
      { id: messageSample.id, mobile: messageSample.originator },
    ]);
    expect(optoutOf({ ...messageSample, originator: null })).toEqual([]);
  });
});
