import { call, vortexSms, withSandbox } from './support.ts';

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const person = (recipient: string, more = {}) => ({ recipient, ...more });

test('a single message answers success and a record', () =>
  withSandbox(async (sandbox) => {
    const { vortex } = sandbox.accounts;
    const sent = await call(sandbox, vortex, 'POST', '/send/single', { ...vortexSms, reference: 'r' });
    expect(sent.json).toMatchObject({
      success: true,
      record: { id: expect.stringMatching(UUID), reference: 'r' },
    });
    const refused = await call(sandbox, vortex, 'POST', '/send/single', { ...vortexSms, text: undefined });
    expect(refused).toMatchObject({
      status: 400,
      json: {
        success: false,
        error: { name: 'BadRequestError', statusCode: 400, message: 'text: may not be null' },
      },
    });
  }));

test('drops a message to an opted-out recipient without price, parts or receipt, refuses it, or sends it', () =>
  withSandbox(async (sandbox) => {
    const { vortex } = sandbox.accounts;
    sandbox.settings.vortexOptouts = 'refuse';
    sandbox.optOut(vortex, vortexSms.recipient);
    const send = (more: object) => call(sandbox, vortex, 'POST', '/send/single', { ...vortexSms, ...more });
    expect(await send({ excludeOptouts: true })).toMatchObject({
      status: 403,
      json: { error: 'Recipient is opted out: 447700900123' },
    });
    sandbox.settings.vortexOptouts = 'drop';
    expect((await send({})).status).toBe(200);
    expect((await send({ excludeOptouts: false })).status).toBe(200);
    sandbox.clock.advance(10_000);
    expect(vortex.ledger.log.all()).toMatchObject([
      { status: 'OPTED_OUT', parts: 0, cost: 0 },
      { status: 'DELIVERED', parts: 1, cost: 0.037 },
    ]);
  }));

test('a batch takes texts per recipient, fills tags, and leaves unknown tags alone', () =>
  withSandbox(async (sandbox) => {
    const { vortex } = sandbox.accounts;
    const sent = await call(sandbox, vortex, 'POST', '/send/batch', {
      text: 'Hi {{NAME}} {{other}}',
      originator: 'Mobivate',
      recipients: [
        person('447700900001', { meta: { NAME: 'Ann' }, reference: 'a' }),
        person('447700900002', { text: '{{bundle.x}}', originator: '447700900800' }),
        '447700900003',
      ],
      name: 'Spring',
      scheduleDateTime: '2026-03-10T10:00:00Z',
    });
    expect(sent.json).toEqual({
      success: true,
      record: {
        id: expect.stringMatching(UUID),
        type: 'BatchSMS',
        scheduled: '2026-03-10T10:00:00.000Z',
        recipientCount: 3,
      },
    });
    expect(vortex.ledger.log.all().map(({ text, originator }) => [text, originator])).toEqual([
      ['Hi Ann {{other}}', 'Mobivate'],
      ['{{bundle.x}}', '447700900800'],
      ['Hi {{NAME}} {{other}}', 'Mobivate'],
    ]);
    const campaigns = () => call(sandbox, vortex, 'GET', '/messages/campaigns');
    expect((await campaigns()).json).toMatchObject({
      type: 'BatchSMS',
      matches: 1,
      results: [
        { name: 'Spring', recipientCount: 3, scheduled: '2026-03-10T10:00:00.000Z', status: 'Scheduled' },
      ],
    });
    sandbox.clock.advance(3_600_000);
    expect((await campaigns()).json).toMatchObject({ results: [{ status: 'Completed' }] });
  }));

test('the batch’s opt-out flag counts in one spelling, and duplicates go when asked', () =>
  withSandbox(async (sandbox) => {
    const { vortex } = sandbox.accounts;
    sandbox.optOut(vortex, '447700900001');
    const count = async (more: object) => {
      const recipients = ['447700900001', '447700900002', '447700900002'];
      const batch = { text: 'x', originator: 'Mobivate', recipients, ...more };
      return (await call(sandbox, vortex, 'POST', '/send/batch', batch)).json;
    };
    expect(await count({ excludeOptouts: true })).toMatchObject({ record: { recipientCount: 3 } });
    expect(await count({ excludeOptOuts: true })).toMatchObject({ record: { recipientCount: 2 } });
    sandbox.settings.vortexBatchOptoutFlag = 'excludeOptouts';
    expect(await count({ excludeOptouts: true, excludeDuplicates: true })).toMatchObject({
      record: { recipientCount: 1 },
    });
  }));

test('a group is a recipient of its own kind', () =>
  withSandbox(async (sandbox) => {
    const { vortex } = sandbox.accounts;
    const groups = (body: string, type: string) =>
      fetch(`${sandbox.url}/addressbook/groups`, {
        method: 'POST',
        headers: { Authorization: `Bearer ${vortex.key}`, 'Content-Type': type },
        body,
      });
    const form = 'application/x-www-form-urlencoded';
    expect((await groups('{"name":"VIP"}', 'application/json')).status).toBe(400);
    expect((await groups('name=VIP', form)).status).toBe(200);
    expect((await groups('name=VIP', form)).status).toBe(400);
    const [group] = vortex.ledger.groups;
    group?.msisdns.push('447700900001', '447700900002');
    const batch = (recipient?: string) => ({
      text: 'x',
      originator: 'Mobivate',
      recipients: [{ recipient, meta: { type: 'mailinglist' } }],
    });
    expect((await call(sandbox, vortex, 'POST', '/send/batch', batch(group?.id))).json).toMatchObject({
      record: { recipientCount: 2 },
    });
    const unknown = '11111111-2222-4333-8444-555555555555';
    expect((await call(sandbox, vortex, 'POST', '/send/batch', batch(unknown))).status).toBe(400);
  }));

test('templates speak the recipient’s language', () =>
  withSandbox(async (sandbox) => {
    const { vortex } = sandbox.accounts;
    const meta = { name: 'Ann', code: 42 };
    const send = (templateID?: string) =>
      call(sandbox, vortex, 'POST', '/send/template', {
        templateID,
        recipients: [person('447700900001', { meta, language: 'de' }), person('447700900002', { meta })],
      });
    expect((await send(vortex.ledger.templates[0]?.id)).json).toMatchObject({
      record: { recipientCount: 2 },
    });
    expect(vortex.ledger.log.all().map(({ text }) => text)).toEqual([
      'Hallo Ann, Ihr Code ist 42.',
      'Hello Ann, your code is 42.',
    ]);
    expect((await send('nope')).status).toBe(404);
  }));

test('sends to the contacts with the given aliases only', () =>
  withSandbox(async (sandbox) => {
    const { vortex } = sandbox.accounts;
    await call(sandbox, vortex, 'POST', '/addressbook/contacts', {
      alias: 'ann',
      msisdn: '447700900001',
      meta: { city: 'Bath' },
    });
    const sent = await call(sandbox, vortex, 'POST', '/send/alias', {
      recipients: ['ann', 'bob'],
      text: 'Hi {{alias}} in {{city}}',
      originator: 'Mobivate',
    });
    expect(sent.json).toMatchObject({ record: { recipientCount: 1 } });
    expect(vortex.ledger.log.all()).toMatchObject([{ recipient: '447700900001', text: 'Hi ann in Bath' }]);
  }));
