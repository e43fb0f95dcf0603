import { call, PERSON, startReceiver, useSandbox } from './support.ts';

const sandbox = useSandbox();

const HOOKS = '/v1/webhooks/messages';
const hook = (more: object = {}) => ({
  url: 'https://a.example/hook',
  method: 'POST',
  encoding: 'JSON',
  events: ['RECEIVED_SMS'],
  ...more,
});
const create = (more: object = {}) => call(sandbox(), 'POST', HOOKS, hook(more));

test('makes, lists, changes and deletes a webhook', async () => {
  const { status, body } = await create({ template: 'x', retries: 5, retry_delay: 60 });
  expect(status).toBe(201);
  expect(body).toEqual({
    ...hook(),
    id: body.id,
    headers: {},
    template: 'x',
    read_timeout: 20000,
    retries: 5,
    retry_delay: 60,
  });
  expect((await call(sandbox(), 'GET', HOOKS)).body).toEqual({ page: 0, pageSize: 20, pageData: [body] });
  const changed = await call(sandbox(), 'PATCH', `${HOOKS}/${body.id}`, { events: ['DELIVERED_DR'] });
  expect(changed.body.events).toEqual(['DELIVERED_DR']);
  expect((await call(sandbox(), 'DELETE', `${HOOKS}/${body.id}`)).status).toBe(204);
  expect((await call(sandbox(), 'DELETE', `${HOOKS}/${body.id}`)).status).toBe(404);
  expect((await call(sandbox(), 'PATCH', `${HOOKS}/${body.id}`, { events: ['DELIVERED_DR'] })).status).toBe(
    404,
  );
});

test('lists by pages', async () => {
  for (const n of [1, 2, 3]) await create({ url: `https://a.example/${n}` });
  const { body } = await call(sandbox(), 'GET', `${HOOKS}?page=1&page_size=2`);
  expect(body).toMatchObject({ page: 1, pageSize: 2, pageData: [{ url: 'https://a.example/3' }] });
});

test('refuses the same URL and method twice', async () => {
  await create();
  expect((await create({ events: ['DELIVERED_DR'] })).status).toBe(409);
  expect((await create({ method: 'PUT' })).status).toBe(201);
});

test.each([
  ['no events', { events: [] }],
  ['an event nobody knows', { events: ['HELLO'] }],
  ['a URL that is none', { url: 'hook' }],
  ['a Content-Type among the headers', { headers: { 'content-type': 'x' } }],
  ['six retries', { retries: 6 }],
  ['a delay of a second', { retry_delay: 1 }],
])('refuses %s', async (_name, wrong) => {
  expect((await create(wrong)).status).toBe(400);
});

test('refuses to change nothing', async () => {
  const { body } = await create();
  expect((await call(sandbox(), 'PATCH', `${HOOKS}/${body.id}`, {})).status).toBe(400);
});

describe('what is posted', () => {
  const receive = async (template: string | undefined, events: string[], happen: () => Promise<unknown>) => {
    const receiver = await startReceiver();
    await create({ url: receiver.url, events, ...(template !== undefined && { template }) });
    await happen();
    await sandbox().settle();
    await receiver.close();
    return receiver.bodies;
  };

  const send = (more: object = {}) =>
    call(sandbox(), 'POST', '/v1/messages', {
      messages: [{ content: 'Ready?', destination_number: PERSON, delivery_report: true, ...more }],
    });
  const reply = async (text: string) => sandbox().inbound(sandbox().accounts.basic, { from: PERSON, text });

  test('is the rendered template; what does not exist is printed by its name, or not at all', async () => {
    const template =
      '$moId|$!moId|$drId|$!drId|$esc.json($!drId)|$!esc.json($moContent)|$metadata.get("k")|$metadata.get("x")|$format';
    const [body] = await receive(template, ['RECEIVED_SMS'], async () => {
      await send({ metadata: { k: 'v' } });
      return reply('Say "yes" $moId');
    });
    const id = sandbox().accounts.basic.ledger.messages.at(-1)?.id;
    expect(body).toBe(`${id}|${id}|$drId||$esc.json($!drId)|Say \\"yes\\" $moId|v|$metadata.get("x")|SMS`);
  });

  test('can go through metadata and attachments', async () => {
    const template =
      '#foreach($e in $metadata.entrySet())$e.key=$e.value;#end #foreach($a in $attachments)$a.contentType $a.content $a.originalName#end';
    const [body] = await receive(template, ['RECEIVED_MMS'], async () => {
      await send({ metadata: { a: '1', b: '2' } });
      const attachments = [{ contentType: 'image/png', content: 'aGk=', originalName: 'hi.png' }];
      sandbox().inbound(sandbox().accounts.basic, { from: PERSON, attachments });
    });
    expect(body).toBe('a=1;b=2; image/png aGk= hi.png');
  });

  test('is the documented body where there is no template', async () => {
    const bodies = await receive(undefined, ['DELIVERED_DR', 'RECEIVED_SMS', 'OPT_OUT_SMS'], async () => {
      await send();
      sandbox().clock.advance(10_000);
      return reply('STOP');
    });
    const parsed = bodies.map((body) => JSON.parse(body));
    expect(parsed).toHaveLength(3);
    expect(parsed).toEqual(
      expect.arrayContaining([
        expect.objectContaining({
          delivery_report_id: expect.any(String),
          status: 'delivered',
          error_code: '220',
        }),
        expect.objectContaining({ reply_id: expect.any(String), content: 'STOP', source_number: PERSON }),
        expect.objectContaining({ notification_id: expect.any(String), content: 'STOP' }),
      ]),
    );
    expect(sandbox().accounts.basic.ledger.optouts).toContain(PERSON);
  });

  test('is posted once for an opt-out if stopIsReply is off', async () => {
    sandbox().settings.stopIsReply = false;
    const bodies = await receive(undefined, ['RECEIVED_SMS', 'OPT_OUT_SMS'], () => reply('stop.'));
    expect(bodies).toHaveLength(1);
  });

  test('comes three times for the states of a message, in order, and twice each if asked', async () => {
    sandbox().settings.duplicateReports = true;
    const events = ['ENROUTE_DR', 'SUBMITTED_DR', 'DELIVERED_DR'];
    const bodies = await receive('$status $statusCode', events, async () => {
      await send();
      sandbox().clock.advance(10_000);
    });
    expect(bodies).toEqual([
      'enroute 101',
      'enroute 101',
      'submitted 200',
      'submitted 200',
      'delivered 220',
      'delivered 220',
    ]);
  });

  test('comes never for a message that asked for no reports', async () => {
    const bodies = await receive('x', ['DELIVERED_DR'], async () => {
      await send({ delivery_report: false });
      sandbox().clock.advance(10_000);
    });
    expect(bodies).toEqual([]);
  });
});

test('posts again after the delay while the receiver fails, as often as was asked', async () => {
  const receiver = await startReceiver(() => 500);
  await create({ url: receiver.url, template: '$retryCount', retries: 2, retry_delay: 30 });
  sandbox().inbound(sandbox().accounts.basic, { from: PERSON, text: 'Hi' });
  await sandbox().settle();
  for (let time = 0; time < 4; time += 1) {
    sandbox().clock.advance(30_000);
    await sandbox().settle();
  }
  await receiver.close();
  expect(receiver.bodies).toEqual(['0', '1', '2']);
});

test('tells the address that came with a message of its reports and replies', async () => {
  const receiver = await startReceiver();
  const given = {
    content: 'Ready?',
    destination_number: PERSON,
    delivery_report: true,
    callback_url: receiver.url,
  };
  const { body } = await call(sandbox(), 'POST', '/v1/messages', { messages: [given] });
  sandbox().clock.advance(10_000);
  sandbox().inbound(sandbox().accounts.basic, { from: PERSON, text: 'Yes' });
  await sandbox().settle();
  await receiver.close();
  const [{ message_id }] = body.messages;
  expect(receiver.bodies.map((text) => JSON.parse(text))).toMatchObject([
    { status: 'enroute', message_id },
    { status: 'submitted', message_id },
    { status: 'delivered', message_id, error_code: '220' },
    { content: 'Yes', message_id, source_number: PERSON },
  ]);
});
