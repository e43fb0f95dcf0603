import { readClicks, toCountryCode } from '../../src/api/click.ts';

const POSTED = {
  messageId: 'AA11BB22CC33DD44EE55FF6600112233',
  mobile: '447700900123',
  batchId: 'BB11BB22CC33DD44EE55FF6600112233',
  clientRef: 'order-7',
  browser: 'Safari',
  country: 'United Kingdom',
  ipAddress: '203.0.113.7',
  iso2l: 'UK',
  os: 'iOS',
  url: 'https://bakery.example/cakes?id=7&x={{y}}',
};

const ARRIVAL = new Date('2024-02-03T04:05:06.789Z');

const read = (parsed: unknown, arrival = ARRIVAL) => readClicks({ parsed, raw: undefined }, arrival);

test('reads a click with its time of arrival', async () => {
  expect(await read(POSTED)).toEqual({
    events: [
      {
        id: expect.stringMatching(/^[0-9a-f]{32}$/),
        message_id: 'AA11BB22CC33DD44EE55FF6600112233',
        batch_id: 'BB11BB22CC33DD44EE55FF6600112233',
        recipient: '447700900123',
        reference: 'order-7',
        url: 'https://bakery.example/cakes?id=7&x={{y}}',
        country: 'United Kingdom',
        country_code: 'GB',
        browser: 'Safari',
        os: 'iOS',
        ip_address: '203.0.113.7',
        clicked_at: '2024-02-03T04:05:06.789Z',
      },
    ],
    unread: 0,
  });
});

test('uses the current time without a time of arrival', async () => {
  const before = Date.now();
  const { events } = await readClicks({ parsed: POSTED, raw: undefined });
  const clicked = Date.parse(events[0]?.clicked_at ?? '');
  expect(clicked).toBeGreaterThanOrEqual(before);
  expect(clicked).toBeLessThanOrEqual(Date.now());
});

test('gives clicks different IDs by content, time of arrival, and position', async () => {
  const { events } = await read([POSTED, POSTED, { ...POSTED, url: 'https://bakery.example' }]);
  const later = await read(POSTED, new Date('2024-02-03T04:05:06.790Z'));
  const again = await read(POSTED);
  const ids = [...events, ...later.events].map(({ id }) => id);
  expect(new Set(ids).size).toBe(4);
  expect(again.events[0]?.id).toBe(ids[0]);
});

test('reads missing values as null', async () => {
  const { events } = await read({ messageId: 'AA', iso2l: '' });
  expect(events).toEqual([
    {
      id: expect.any(String),
      message_id: 'AA',
      batch_id: null,
      recipient: null,
      reference: null,
      url: null,
      country: null,
      country_code: null,
      browser: null,
      os: null,
      ip_address: null,
      clicked_at: '2024-02-03T04:05:06.789Z',
    },
  ]);
});

test('reads a click that has only a URL', async () => {
  const { events } = await read({ url: 'https://bakery.example' });
  expect(events).toMatchObject([{ message_id: null, url: 'https://bakery.example' }]);
});

test('reads a click in XML', async () => {
  const xml = '<click><messageId>AA</messageId><mobile>447700900123</mobile></click>';
  expect(await read({ xml })).toMatchObject({ events: [{ message_id: 'AA', recipient: '447700900123' }] });
});

test.each([
  ['no field of a click', { browser: 'Safari' }],
  ['a url that is an object', { ...POSTED, url: {} }],
  ['a message id that is a list', { ...POSTED, messageId: [] }],
  ['a receipt', { deliveryMessageId: 'x', status: 'DELIVERED' }],
])('does not read %s as a click', async (_what, body) => {
  expect(await read(body)).toEqual({ events: [], unread: 1 });
});

test.each([
  ['UK', 'GB'],
  [' uk ', 'GB'],
  ['IE', 'IE'],
  ['ie', 'IE'],
  ['Ireland', null],
  ['', null],
  [null, null],
])('reads the country %j as %j', (word, code) => {
  expect(toCountryCode(word)).toBe(code);
});
