import { call, classicSms, withSandbox } from './support.ts';

const HEX = /^[0-9A-F]{32}$/;
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

test('returns a single message with its id', () =>
  withSandbox(async (sandbox) => {
    const { classic } = sandbox.accounts;
    const sent = await call(sandbox, classic, 'POST', '/send/single', {
      ...classicSms,
      reference: 'order-7',
    });
    expect(sent.json).toEqual({
      id: expect.stringMatching(UUID),
      ...classicSms,
      reference: 'order-7',
      campaignId: null,
    });
    sandbox.settings.classicSingleId = 'hex';
    const again = await call(sandbox, classic, 'POST', '/send/single', classicSms);
    expect(again.json).toMatchObject({ id: expect.stringMatching(HEX), reference: null });
  }));

test.each([
  [{ recipient: undefined }, 'recipient: may not be null'],
  [{ recipient: '+447700900123' }, 'recipient: Invalid recipient'],
  [{ routeId: undefined }, 'routeId: may not be null'],
  [{ body: '' }, 'body: may not be empty'],
  [{ originator: 'twelve chars' }, 'originator: Invalid originator'],
  [{ originator: '1234567890123456' }, 'originator: Invalid originator'],
])('rejects a single message with %j', (wrong, message) =>
  withSandbox(async (sandbox) => {
    const { classic } = sandbox.accounts;
    const refused = await call(sandbox, classic, 'POST', '/send/single', { ...classicSms, ...wrong });
    expect(refused).toMatchObject({ status: 400, json: { code: 400, message } });
    expect(classic.ledger.log.size).toBe(0);
  }),
);

test('rejects a body that is not JSON', () =>
  withSandbox(async (sandbox) => {
    const refused = await call(sandbox, sandbox.accounts.classic, 'POST', '/send/single', '{"originator":');
    expect(refused).toMatchObject({ status: 400, json: { code: 400, message: 'Invalid JSON' } });
  }));

test('rejects an opted-out recipient with 403, and a send without credit with 402', () =>
  withSandbox(async (sandbox) => {
    const { classic } = sandbox.accounts;
    sandbox.optOut(classic, classicSms.recipient);
    expect(await call(sandbox, classic, 'POST', '/send/single', classicSms)).toMatchObject({
      status: 403,
      json: { code: 403, message: 'Recipient is opted out: 447700900123' },
    });
    classic.ledger.credit = 1;
    const long = { ...classicSms, recipient: '447700900124', body: 'x'.repeat(161) };
    expect((await call(sandbox, classic, 'POST', '/send/single', long)).status).toBe(402);
    expect((await call(sandbox, classic, 'POST', '/send/single', { ...long, body: 'x' })).status).toBe(200);
    expect(classic.ledger.credit).toBe(0);
  }));

const person = (recipient: string, more = {}) => ({ originator: 'Mobivate', recipient, text: 'Hi', ...more });

test('returns one id per batch, skips opted-out and repeated recipients, and echoes the request', () =>
  withSandbox(async (sandbox) => {
    const { classic } = sandbox.accounts;
    sandbox.optOut(classic, '447700900002');
    const messages = ['1', '1', '2', '3'].map((digit) => person(`44770090000${digit}`, { reference: digit }));
    const sent = await call(sandbox, classic, 'POST', '/send/batch', { routeId: 'mglobal', messages });
    expect(sent.json).toEqual({
      id: expect.stringMatching(HEX),
      name: null,
      routeId: 'mglobal',
      shortenUrls: false,
      spreadHours: 0,
      excludeOptouts: true,
      excludeDuplicates: true,
      scheduleDateTime: null,
      recipients: messages.map((message) => ({ ...message, routeId: null })),
    });
    const recipients = classic.ledger.log.all().map(({ recipient }) => recipient);
    expect(recipients).toEqual(['447700900001', '447700900003']);
    await call(sandbox, classic, 'POST', '/send/batch', {
      routeId: 'mglobal',
      recipients: messages,
      excludeOptouts: false,
      excludeDuplicates: false,
    });
    expect(classic.ledger.log.size).toBe(6);
  }));

test.each([
  ['no route', { routeId: undefined }, 'routeId: may not be null'],
  ['no messages', { messages: [] }, 'messages: may not be empty'],
  [
    'no text',
    { messages: [person('447700900001'), { ...person('447700900002'), text: '' }] },
    'messages.1.text',
  ],
  ['a bad number', { messages: [person('12')] }, 'messages.0.recipient: Invalid recipient'],
  ['a time without offset', { scheduleDateTime: '2026-03-11T10:00:00' }, 'scheduleDateTime'],
  ['a time in Z form', { scheduleDateTime: '2026-03-11T10:00:00Z' }, 'scheduleDateTime'],
  ['a past time', { scheduleDateTime: '2026-03-10T09:00:00+0000' }, 'scheduleDateTime'],
  [
    'too many messages',
    { messages: Array.from({ length: 1001 }, (_, index) => person(String(447700000000 + index))) },
    'messages: at most 1000',
  ],
])('rejects a whole batch with %s', (_, wrong, message) =>
  withSandbox(async (sandbox) => {
    const { classic } = sandbox.accounts;
    const batch = { routeId: 'mglobal', messages: [person('447700900001')], ...wrong };
    const refused = await call(sandbox, classic, 'POST', '/send/batch', batch);
    expect(refused).toMatchObject({
      status: 400,
      json: { code: 400, message: expect.stringContaining(message) },
    });
    expect(classic.ledger.log.size).toBe(0);
  }),
);

test('sends a scheduled batch at its time, spread over its hours', () =>
  withSandbox(async (sandbox) => {
    const { log } = sandbox.accounts.classic.ledger;
    await call(sandbox, sandbox.accounts.classic, 'POST', '/send/batch', {
      routeId: 'mglobal',
      messages: ['1', '2'].map((digit) => person(`44770090000${digit}`)),
      scheduleDateTime: '2026-03-10T12:30:15.250+0200',
      spreadHours: 2,
    });
    const statuses = () => log.all().map(({ status }) => status);
    expect(statuses()).toEqual(['SCHEDULED', 'SCHEDULED']);
    sandbox.clock.advance(3_600_000 + 1_500);
    expect(statuses()).toEqual(['ACCEPTED', 'SCHEDULED']);
    sandbox.clock.advance(3_600_000);
    expect(statuses()).toEqual(['DELIVERED', 'ACCEPTED']);
  }));
