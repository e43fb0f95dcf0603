import { call } from '../../../../sandbox/test/messagemedia/support.ts';
import { newAccount, PERSON, useWorld } from '../support/world.ts';

const world = useWorld();

const run = (method: string, authData: Record<string, string>, inputData: object = {}) =>
  world().zapier.run(`${method}.operation.perform`, { authData, inputData: { ...inputData } });

/** Lets everything that is under way arrive. */
const arrive = async () => {
  const { sandbox } = world();
  sandbox.clock.advance(10_000);
  await sandbox.settle();
};

const TEXT = 'Say "hi" \\ to\nKim’s 🎂 {{name}} $moId #end';

test.each(['basic', 'hmac'] as const)(
  'sends a message and receives its receipt and reply with a %s key',
  async (kind) => {
    const authData = world()[kind];
    const { sandbox, zapier } = world();
    const receipts = await zapier.switchOn('delivery_receipt', { authData });
    const inbox = await zapier.switchOn('inbound_message', {
      authData,
      inputData: { include_original: 'yes' },
    });
    const optouts = await zapier.switchOn('optout_added', { authData });
    const reference = `order-${kind}`;
    const sent = await run('creates.send_sms', authData, {
      originator: 'Bakery',
      recipient: '+61 491 570 156',
      body: TEXT,
      reference,
      metadata: { 'the "shop"': 'Main St.\n2' },
    });
    expect(sent).toMatchObject({
      status: 'accepted',
      message_status: 'QUEUED',
      recipient: PERSON,
      body: TEXT,
    });
    await arrive();
    expect(receipts.events).toEqual([
      {
        id: expect.any(String),
        message_id: sent instanceof Object && 'id' in sent ? sent.id : null,
        reference,
        recipient: PERSON,
        status: 'DELIVERED',
        status_code: 220,
        status_description: 'The message was delivered.',
        outcome: 'delivered',
        is_final: true,
        body: TEXT,
        parts: 1,
        submitted_at: expect.stringMatching(/Z$/),
        received_at: expect.stringMatching(/Z$/),
        metadata: { 'the "shop"': 'Main St.\n2' },
      },
    ]);

    sandbox.inbound(sandbox.accounts.basic, { from: `+${PERSON}`, text: 'Yes, "please"\n\\o/' });
    await sandbox.settle();
    expect(inbox.events).toEqual([
      {
        id: expect.any(String),
        originator: PERSON,
        recipient: 'Bakery',
        body: 'Yes, "please"\n\\o/',
        format: 'SMS',
        keyword: 'YES',
        is_stop: false,
        is_start: false,
        received_at: expect.stringMatching(/Z$/),
        in_reply_to: receipts.events[0]?.message_id,
        original_body: TEXT,
        reference,
        metadata: { 'the "shop"': 'Main St.\n2' },
        media: [],
      },
    ]);

    sandbox.inbound(sandbox.accounts.basic, { from: '+61491570157', text: 'Stop' });
    await sandbox.settle();
    expect(optouts.events).toEqual([
      {
        id: expect.any(String),
        mobile: '61491570157',
        body: 'Stop',
        received_at: expect.stringMatching(/Z$/),
        message_id: null,
      },
    ]);
    for (const zap of [receipts, inbox, optouts]) await zap.switchOff();
    expect(sandbox.accounts.basic.ledger.webhooks).toEqual([]);
  },
);

test('receives an MMS with its image as a file', async () => {
  const { sandbox, zapier } = world();
  const { account, authData } = newAccount(world());
  const inbox = await zapier.switchOn('inbound_message', { authData });
  const content = Buffer.from('a picture').toString('base64');
  sandbox.inbound(account, {
    from: `+${PERSON}`,
    attachments: [
      { contentType: 'image/png', content, originalName: 'cake "one".png' },
      { contentType: 'image/gif', content },
    ],
  });
  await sandbox.settle();
  const [event] = inbox.events;
  expect(event).toMatchObject({
    format: 'MMS',
    body: null,
    keyword: null,
    media: [
      { content_type: 'image/png', name: 'cake "one".png', file: expect.stringMatching(/^hydrate\|/) },
      { content_type: 'image/gif', name: null },
    ],
  });
  const media = event?.media;
  const files = Array.isArray(media) ? media.map(({ file }) => String(file)) : [];
  zapier.files.splice(0);
  for (const file of files) expect(await zapier.hydrate(file, authData)).toMatch(/^http/);
  expect(zapier.files.map(({ type, bytes }) => [type, Buffer.from(bytes).toString()])).toEqual([
    ['image/png', 'a picture'],
    ['image/gif', 'a picture'],
  ]);
});

test('two Zaps on one trigger both receive the event, and each deletes its own webhook', async () => {
  const { sandbox, zapier } = world();
  const { account, authData } = newAccount(world());
  const zaps = [
    await zapier.switchOn('inbound_message', { authData }),
    await zapier.switchOn('inbound_message', { authData }),
  ];
  sandbox.inbound(account, { from: `+${PERSON}`, text: 'Hi' });
  await sandbox.settle();
  expect(zaps.map(({ events }) => events.length)).toEqual([1, 1]);
  await zaps[0]?.switchOff();
  expect(account.ledger.webhooks).toHaveLength(1);
  sandbox.inbound(account, { from: `+${PERSON}`, text: 'Hi' });
  await sandbox.settle();
  expect(zaps.map(({ events }) => events.length)).toEqual([1, 2]);
});

test('never confirms replies or reports', async () => {
  const { sandbox } = world();
  expect((await call(sandbox, 'GET', '/v1/replies')).body.replies.length).toBeGreaterThan(0);
  expect((await call(sandbox, 'GET', '/v1/delivery_reports')).body.delivery_reports.length).toBeGreaterThan(
    0,
  );
});
