import { failureOf } from '../../../../tools/testing/failure.ts';
import { newAccount, PERSON, useWorld } from '../support/world.ts';

const world = useWorld();

const SEND = 'creates.send_sms.operation.perform';
const CALLBACK = 'https://hooks.zapier.example.com/callback/1';

const send = (inputData: object = {}, run: object = {}) =>
  world().zapier.run(SEND, {
    authData: world().basic,
    inputData: { recipient: `+${PERSON}`, body: 'Hello', ...inputData },
    callbackUrl: CALLBACK,
    ...run,
  });

const refused = async (inputData: object) => (await failureOf(send(inputData))).message;

const sentMessage = (index = -1) => {
  const json = world()
    .sandbox.requests.filter(({ method }) => method === 'POST')
    .at(index)?.json;
  return typeof json === 'object' && json !== null && 'messages' in json && Array.isArray(json.messages)
    ? json.messages[0]
    : null;
};

const inHours = (hours: number) => new Date(Date.now() + hours * 3_600_000).toISOString();

test('sends one request, and returns the ID, parts, and status', async () => {
  const sent = await send({
    originator: 'Bakery',
    reference: 'order-1',
    metadata: { shop: 'Main' },
  });
  expect(sent).toEqual({
    id: expect.stringMatching(/^[0-9a-f-]{36}$/),
    batch_id: null,
    status: 'accepted',
    skipped_reason: null,
    reason: null,
    message_status: 'QUEUED',
    originator: 'Bakery',
    recipient: PERSON,
    body: 'Hello',
    reference: 'order-1',
    parts: 1,
    encoding: 'GSM-7',
    characters: 5,
    scheduled_for: null,
    delivery: null,
    reply: null,
  });
  expect(world().sandbox.requests).toHaveLength(1);
  expect(sentMessage()).toEqual({
    content: 'Hello',
    destination_number: `+${PERSON}`,
    source_number: 'Bakery',
    source_number_type: 'ALPHANUMERIC',
    format: 'SMS',
    delivery_report: true,
    metadata: { shop: 'Main', reference: 'order-1' },
  });
});

test('omits blank fields, and generates a reference', async () => {
  const sent = await send();
  expect(sent).toMatchObject({ originator: null, reference: expect.stringMatching(/^zap-[a-z0-9]{10,}$/) });
  expect(sentMessage()).toEqual({
    content: 'Hello',
    destination_number: `+${PERSON}`,
    format: 'SMS',
    delivery_report: true,
    metadata: { reference: expect.stringMatching(/^zap-/) },
  });
});

test.each([
  ['+61 491 570 110', '+61491570110', 'INTERNATIONAL'],
  ['61491570110', '+61491570110', 'INTERNATIONAL'],
  ['199 123', '199123', 'SHORTCODE'],
  ['19901234', '19901234', 'SHORTCODE'],
  ['My Shop', 'My Shop', 'ALPHANUMERIC'],
])('sends the originator %s as %s, %s', async (originator, source_number, source_number_type) => {
  await send({ originator });
  expect(sentMessage()).toMatchObject({ source_number, source_number_type });
});

test('schedules with an expiry and inside sending hours', async () => {
  const schedule_at = inHours(2);
  const expires_at = inHours(3);
  expect(await send({ schedule_at, expires_at })).toMatchObject({
    status: 'scheduled',
    message_status: 'SCHEDULED',
    scheduled_for: schedule_at,
  });
  expect(sentMessage()).toMatchObject({ scheduled: schedule_at, message_expiry_timestamp: expires_at });
  const windowed = await send({ window_start: '00:00', window_end: '23:59', window_timezone: 'UTC' });
  expect(windowed).toMatchObject({ status: 'accepted' });
});

test('requests no report if Delivery Report is no', async () => {
  await send({ delivery_report: 'no' });
  expect(sentMessage()).toMatchObject({ delivery_report: false });
});

test('sends the text unchanged', async () => {
  const body = '  {{name}} “quoted” \\ "x"\r\n🎂 {{{bundle.x}}}  ';
  await send({ body });
  expect(sentMessage()).toMatchObject({ content: body });
  await send({ body: '“Hi” – …', plain_punctuation: true });
  expect(sentMessage()).toMatchObject({ content: '"Hi" - ...' });
});

test.each([
  ['no number', { recipient: '' }, /^Recipient/],
  ['a number that is none', { recipient: '12' }, /^Recipient "12" /],
  ['an empty text', { body: ' ' }, /^Message Body is /],
  [
    'a text of 5,001 characters',
    { body: 'a'.repeat(5001) },
    /^Message Body has 5001 characters, but MessageMedia allows 5000/,
  ],
  ['more parts than allowed', { body: 'a'.repeat(161), max_parts: 1 }, /Max Parts/],
  [
    'a sender that is none',
    { originator: 'A sender name too long' },
    /^Originator "A sender name too long" /,
  ],
  [
    'ten pairs',
    { metadata: Object.fromEntries([...'abcdefghij'].map((key) => [key, '1'])) },
    /^Metadata has 10 pairs, but only 9 are allowed/,
  ],
  [
    'a name of 101 characters',
    { metadata: { ['n'.repeat(101)]: '1' } },
    /^The name in Metadata ".*" has 101 characters, but MessageMedia allows 100/,
  ],
  [
    'a value of 257 characters',
    { metadata: { a: 'v'.repeat(257) } },
    /^Metadata "a" ".*" has 257 characters/,
  ],
  ['a pair called reference', { metadata: { Reference: '1' } }, /^Metadata contains "Reference"/],
  ['invalid metadata', { metadata: 'hello' }, /^Metadata "hello" is not/],
  ['a reference of 257 characters', { reference: 'r'.repeat(257) }, /^Reference ".*" has 257 characters/],
  ['a past schedule', { schedule_at: '2020-01-01T00:00:00Z' }, /^Schedule At /],
  [
    'an end before the start',
    { schedule_at: inHours(3), expires_at: inHours(2) },
    /^Expires At ".*" is not after the sending time/,
  ],
  ['an end in the past', { expires_at: '2020-01-01T00:00:00Z' }, /^Expires At /],
  ['an unknown wait', { wait_for: 'godot' }, /^Wait For "godot" is not one of its choices/],
  [
    'a wait for a report that is turned off',
    { wait_for: 'delivery', delivery_report: false },
    /^Wait For is set to wait for a delivery receipt, but Delivery Report is set to no/,
  ],
  ['neither yes nor no', { delivery_report: 'maybe' }, /^Delivery Report "maybe" is neither yes nor no/],
  [
    'once without a reference',
    { once_per_reference: true },
    /^Reference is blank, but Once per Reference needs it/,
  ],
  [
    'a repeat window of 0 minutes',
    { do_not_repeat_minutes: 0 },
    /^Do Not Repeat Within \(Minutes\) "0" is not a whole number/,
  ],
  ['an unknown choice', { on_opted_out: 'panic' }, /^If Recipient Opted Out "panic"/],
])('rejects %s without a request', async (_name, wrong, sentence) => {
  expect(await refused(wrong)).toMatch(sentence);
  expect(world().sandbox.requests).toEqual([]);
});

test('names the field that MessageMedia rejects', async () => {
  const details = ['/messages/0/source_number: sender is not registered to the account'];
  world().sandbox.faults.add({ kind: 'status', status: 400, body: { message: 'Bad', details } });
  expect(await refused({ originator: 'Unknown' })).toBe(
    'MessageMedia rejected the Originator: sender is not registered to the account. Nothing was sent. Correct this field.',
  );
});

test('reports any other refusal unchanged', async () => {
  world().sandbox.faults.add({ kind: 'status', status: 402 });
  expect(await refused({})).toMatch(/out of credit/);
  world().sandbox.faults.add({ kind: 'status', status: 429, retryAfter: 9 });
  const throttled = await failureOf(send());
  expect(throttled.name).toBe('ThrottledError');
  expect(throttled.delay).toBeGreaterThanOrEqual(9);
  expect(throttled.delay).toBeLessThanOrEqual(39);
});

describe('an opted-out recipient', () => {
  const optedOut = () => {
    world().sandbox.accounts.basic.ledger.optouts.add('+61491570199');
    return { recipient: '+61491570199' };
  };

  test('is not checked if If Recipient Opted Out is blank', async () => {
    expect(await send(optedOut())).toMatchObject({ status: 'accepted' });
    expect(world().sandbox.requests).toHaveLength(1);
  });

  test('stops the run softly', async () => {
    const failure = await failureOf(send({ ...optedOut(), on_opted_out: 'stop' }));
    expect(failure).toMatchObject({ name: 'HaltedError', message: expect.stringMatching(/has opted out/) });
    expect(world().sandbox.requests.map(({ target }) => target)).toEqual([
      '/v1/number_authorisation/is_authorised/+61491570199',
    ]);
  });

  test('is skipped if the choice is continue', async () => {
    const { results, status } = await world().zapier.runWithStatus(SEND, {
      authData: world().basic,
      inputData: { ...optedOut(), body: 'Hello', on_opted_out: 'continue', wait_for: 'delivery' },
      callbackUrl: CALLBACK,
    });
    expect(status).toBe('SUCCESS');
    expect(results).toMatchObject({
      id: null,
      status: 'skipped',
      skipped_reason: 'opted_out',
      reason: expect.stringMatching(/has opted out/),
      message_status: null,
      scheduled_for: null,
    });
  });

  test('stops a run that would wait for a reply', async () => {
    expect((await failureOf(send({ ...optedOut(), wait_for: 'reply' }))).name).toBe('HaltedError');
  });

  test('does not affect other recipients', async () => {
    expect(await send({ on_opted_out: 'stop' })).toMatchObject({ status: 'accepted' });
    expect(world().sandbox.requests).toHaveLength(2);
  });
});

describe('a repeated message', () => {
  test('is sent once per reference, and the repeat returns the first ID', async () => {
    const input = { reference: 'once-1', once_per_reference: 'yes' };
    const first = await send(input);
    const again = await send(input);
    expect(again).toMatchObject({
      status: 'skipped',
      skipped_reason: 'duplicate',
      reason: expect.stringMatching(/already sent/),
      id: first instanceof Object && 'id' in first ? first.id : 'none',
      batch_id: null,
      message_status: null,
    });
    expect(world().sandbox.requests.filter(({ method }) => method === 'POST')).toHaveLength(1);
    expect(await send({ ...input, recipient: '+61491570157' })).toMatchObject({ status: 'accepted' });
  });

  test('is not sent again within the given minutes, unless it differs', async () => {
    const input = { do_not_repeat_minutes: 5, originator: 'Bakery', body: 'Five minutes' };
    await send(input);
    expect(await send(input)).toMatchObject({ status: 'skipped', skipped_reason: 'duplicate' });
    for (const other of [
      { body: 'Other' },
      { originator: 'Shop' },
      { recipient: '+61491570157' },
      { schedule_at: inHours(1) },
    ]) {
      expect(await send({ ...input, ...other })).toMatchObject({ skipped_reason: null });
    }
  });

  test('does not wait', async () => {
    const input = {
      reference: 'once-2',
      once_per_reference: true,
      wait_for: 'delivery',
      body: 'x',
      recipient: `+${PERSON}`,
    };
    const run = () =>
      world().zapier.runWithStatus(SEND, {
        authData: world().basic,
        inputData: input,
        callbackUrl: CALLBACK,
      });
    expect((await run()).status).toBe('CALLBACK');
    expect(await run()).toMatchObject({ status: 'SUCCESS', results: { status: 'skipped' } });
  });

  test('a refused send or a test does not use the reference', async () => {
    const input = { reference: 'once-3', once_per_reference: true };
    await send(input, { meta: { isLoadingSample: true } });
    world().sandbox.faults.add({ kind: 'status', status: 400 });
    await failureOf(send(input));
    expect(await send(input)).toMatchObject({ status: 'accepted' });
  });
});

describe('an unclear send', () => {
  test.each([
    ['a server error after the work', { kind: 'status', status: 500, when: 'after' }],
    ['a connection cut in the answer', { kind: 'drop-body' }],
    ['an answer without messages', { kind: 'shape', when: 'after' }],
    ['an answer with none', { kind: 'shape', body: { messages: [] }, when: 'after' }],
  ] as const)('after %s, is found in the log', async (_name, fault) => {
    world().sandbox.faults.add({ ...fault, path: '/v1/messages' });
    const { account, authData } = newAccount(world());
    const sent = await send({ reference: 'lost-1' }, { authData });
    const [message] = account.ledger.messages;
    expect(sent).toMatchObject({ status: 'accepted', id: message?.id, message_status: 'QUEUED' });
    expect(account.ledger.messages).toHaveLength(1);
    expect(world().sandbox.requests.at(-1)?.json).toMatchObject({
      metadata_key: 'reference',
      metadata_values: ['lost-1'],
      direction: 'outbound',
    });
  });

  test('that the log does not have returns status unknown and does not wait', async () => {
    world().sandbox.faults.add({ kind: 'drop', path: '/v1/messages' });
    const { authData } = newAccount(world());
    const { results, status } = await world().zapier.runWithStatus(SEND, {
      authData,
      inputData: { recipient: `+${PERSON}`, body: 'Hello', wait_for: 'delivery' },
      callbackUrl: CALLBACK,
    });
    expect(status).toBe('SUCCESS');
    expect(results).toMatchObject({
      id: null,
      status: 'unknown',
      reason: expect.stringMatching(/may or may not have been sent/),
    });
  });

  test('returns status unknown for an account without reports', async () => {
    const { authData } = newAccount(world(), { features: [] });
    world().sandbox.faults.add({ kind: 'status', status: 502, path: '/v1/messages' });
    expect(await send({}, { authData })).toMatchObject({ status: 'unknown' });
  });

  test('is not sent again: the next run searches the log', async () => {
    const { account, authData } = newAccount(world());
    const input = { reference: 'unclear-1', once_per_reference: true };
    world().sandbox.faults.add({ kind: 'status', status: 500, when: 'after', path: '/v1/messages' });
    world().sandbox.faults.add({ kind: 'status', status: 500, path: '/v2-preview/*', times: 6 });
    expect(await send(input, { authData })).toMatchObject({ status: 'unknown' });
    world().sandbox.faults.clear();
    expect(await send(input, { authData })).toMatchObject({
      status: 'skipped',
      skipped_reason: 'duplicate',
      id: account.ledger.messages[0]?.id,
    });
    expect(account.ledger.messages).toHaveLength(1);
  }, 15_000);

  test('that the log does not resolve is skipped as unclear', async () => {
    const { account, authData } = newAccount(world());
    const input = { reference: 'unclear-2', once_per_reference: true };
    world().sandbox.faults.add({ kind: 'drop', path: '/v1/messages' });
    expect(await send(input, { authData })).toMatchObject({ status: 'unknown' });
    expect(await send(input, { authData })).toMatchObject({
      status: 'skipped',
      skipped_reason: 'unclear',
      id: null,
    });
    expect(account.ledger.messages).toHaveLength(0);
  }, 15_000);

  test('is not matched to another message with the same reference', async () => {
    const { account, authData } = newAccount(world());
    await send({ reference: 'order-7', body: 'Ready' }, { authData });
    world().sandbox.faults.add({ kind: 'drop-body', path: '/v1/messages' });
    expect(await send({ reference: 'order-7', body: 'Collected' }, { authData })).toMatchObject({
      status: 'accepted',
      id: account.ledger.messages[1]?.id,
    });
  });

  test('is accepted without an ID if the response names no message', async () => {
    const body = {
      messages: [{ message_id: 'other', destination_number: '+61491570157' }, { message_id: 'two' }],
    };
    world().sandbox.faults.add({ kind: 'shape', body, path: '/v1/messages' });
    expect(await send()).toMatchObject({ status: 'accepted', id: null, message_status: null });
  });
});
