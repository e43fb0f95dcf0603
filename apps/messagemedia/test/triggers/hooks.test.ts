import { failureOf } from '../../../../tools/testing/failure.ts';
import { newAccount, PERSON, useWorld } from '../support/world.ts';

const world = useWorld();

const URL_OF_ZAP = 'https://hooks.zapier.example.com/hooks/1';
const HOOKS = '/v1/webhooks/messages';

interface Given {
  readonly authData?: Record<string, string>;
  readonly inputData?: object;
  readonly bundle?: Record<string, unknown>;
  readonly meta?: Record<string, unknown>;
}

const run = (
  key: string,
  method: string,
  { authData = world().basic, inputData = {}, ...more }: Given = {},
) =>
  world().zapier.run(`triggers.${key}.operation.${method}`, {
    authData,
    inputData: { ...inputData },
    ...more,
  });

const subscribe = (key: string, given: Given = {}) =>
  run(key, 'performSubscribe', { ...given, bundle: { targetUrl: URL_OF_ZAP } });

const unsubscribe = (key: string, subscribeData: unknown, given: Given = {}) =>
  run(key, 'performUnsubscribe', { ...given, bundle: { targetUrl: URL_OF_ZAP, subscribeData } });

const post = (key: string, body: unknown, given: Given = {}) =>
  run(key, 'perform', {
    ...given,
    bundle: { cleanedRequest: body, rawRequest: { content: JSON.stringify(body) } },
  });

beforeEach(() => {
  vi.spyOn(console, 'log').mockImplementation(() => {});
});

afterEach(() => {
  vi.restoreAllMocks();
});

describe('subscribing', () => {
  test.each([
    ['inbound_message', {}, ['RECEIVED_SMS', 'RECEIVED_MMS']],
    ['optout_added', {}, ['OPT_OUT_SMS']],
    ['delivery_receipt', {}, ['DELIVERED_DR', 'EXPIRED_DR', 'REJECTED_DR', 'FAILED_DR']],
    ['delivery_receipt', { outcomes: ['delivered'] }, ['DELIVERED_DR']],
    ['delivery_receipt', { outcomes: 'failed' }, ['EXPIRED_DR', 'REJECTED_DR', 'FAILED_DR']],
    ['delivery_receipt', { outcomes: ['pending', 'unknown'] }, ['ENROUTE_DR', 'SUBMITTED_DR']],
  ])('%s with %j creates a webhook for its events', async (key, inputData, events) => {
    const { account, authData } = newAccount(world());
    const subscribed = await subscribe(key, { authData, inputData });
    const [hook] = account.ledger.webhooks;
    expect(subscribed).toEqual({ id: hook?.id });
    expect(hook).toMatchObject({
      url: URL_OF_ZAP,
      method: 'POST',
      encoding: 'JSON',
      events,
      retries: 5,
      retry_delay: 60,
      template: expect.stringContaining('$!mtId'),
    });
    expect(world().sandbox.requests).toHaveLength(1);
    await unsubscribe(key, subscribed, { authData });
    expect(account.ledger.webhooks).toEqual([]);
    expect(world().sandbox.requests.at(-1)).toMatchObject({
      method: 'DELETE',
      target: `${HOOKS}/${hook?.id}`,
    });
  });

  test('reuses an existing webhook with the same URL, on any page', async () => {
    const { account, authData } = newAccount(world());
    await subscribe('optout_added', { authData });
    const [taken] = account.ledger.webhooks;
    if (taken) {
      for (let index = 0; index < 120; index += 1) {
        account.ledger.webhooks.unshift({
          ...taken,
          id: `other-${index}`,
          url: `https://other.example.com/${index}`,
        });
      }
      Object.assign(taken, { encoding: 'XML', template: null });
    }
    world().sandbox.requests.splice(0);
    expect(await subscribe('inbound_message', { authData })).toEqual({ id: taken?.id });
    expect(taken).toMatchObject({
      encoding: 'JSON',
      events: ['RECEIVED_SMS', 'RECEIVED_MMS'],
      template: expect.stringContaining('$!moId'),
    });
    expect(world().sandbox.requests.map(({ method }) => method)).toEqual(['POST', 'GET', 'GET', 'PATCH']);
  });

  test('finds a webhook whose creation got no response', async () => {
    const { account, authData } = newAccount(world());
    world().sandbox.faults.add({ kind: 'drop-body', method: 'POST' });
    expect(await subscribe('inbound_message', { authData })).toEqual({ id: account.ledger.webhooks[0]?.id });
    expect(account.ledger.webhooks).toHaveLength(1);
  });

  test.each([
    ['a conflict that the list does not explain', { kind: 'status', status: 409 }, /rejected this request/],
    ['an unclear end with nothing made', { kind: 'drop' }, /gets no events yet/],
    ['a refusal', { kind: 'status', status: 400 }, /rejected this request/],
  ] as const)('fails after %s', async (_name, fault, sentence) => {
    const { authData } = newAccount(world());
    world().sandbox.faults.add({ ...fault, method: 'POST' });
    expect((await failureOf(subscribe('inbound_message', { authData }))).message).toMatch(sentence);
  });

  test('rejects the outcome unknown, also in the editor', async () => {
    const inputData = { outcomes: ['unknown'] };
    for (const refusal of [
      subscribe('delivery_receipt', { inputData }),
      run('delivery_receipt', 'performList', { inputData }),
    ]) {
      expect((await failureOf(refusal)).message).toMatch(/^MessageMedia never reports the outcome "unknown"/);
    }
    expect(world().sandbox.requests).toEqual([]);
  });

  test('rejects a Zap without a webhook URL', async () => {
    expect((await failureOf(run('inbound_message', 'performSubscribe'))).message).toMatch(
      /gave no webhook URL/,
    );
  });

  test('fails for an account without webhooks', async () => {
    const failure = await failureOf(subscribe('inbound_message', { authData: world().bare }));
    expect(failure.message).toMatch(/The Webhooks feature is not enabled/);
  });
});

describe('unsubscribing', () => {
  test.each([
    ['a webhook that is gone', { id: '00000000-0000-4000-8000-000000000000' }],
    ['nothing that was kept', undefined],
    ['something else that was kept', { url: 'x' }],
    ['an id that is empty', { id: '' }],
  ])('never fails for %s', async (_name, subscribeData) => {
    expect(await unsubscribe('inbound_message', subscribeData)).toEqual({});
  });

  test('never fails for an invalid key or an unavailable API', async () => {
    const authData = { ...world().basic, api_secret: 'wrong' };
    expect(await unsubscribe('inbound_message', { id: 'x' }, { authData })).toEqual({});
    world().sandbox.faults.add({ kind: 'status', status: 500 });
    expect(await unsubscribe('inbound_message', { id: 'x' })).toEqual({});
  });
});

describe('deliveries', () => {
  const REPLY = {
    reply_id: 'r-1',
    message_id: '5f0a3a0e-3f0e-4a57-9d0b-2b3f5f6c7d81',
    content: 'Yes please',
    source_number: '+61491570156',
    destination_number: '+61491570110',
    date_received: '2026-03-04T23:01:12.417Z',
    metadata: { reference: 'order-1' },
  };

  test.each([
    [{}, 1],
    [{ keywords: ['yes'] }, 1],
    [{ keywords: 'no, YES' }, 1],
    [{ keywords: ['no'] }, 0],
    [{ recipient: '+61 491 570 110' }, 1],
    [{ recipient: '+61491570111' }, 0],
  ])('an inbound message matches %j %s times', async (inputData, times) => {
    expect(await post('inbound_message', REPLY, { inputData })).toHaveLength(times);
  });

  test('an inbound message without words has no keyword', async () => {
    const { content, ...picture } = REPLY;
    const inputData = { keywords: ['yes', '!'] };
    expect(await post('inbound_message', { ...picture, content: '🎂' }, { inputData })).toEqual([]);
    expect(await post('inbound_message', picture, { inputData })).toEqual([]);
    expect(await post('inbound_message', picture)).toMatchObject([{ keyword: null, body: null }]);
  });

  test.each([
    ['delivered', {}, 1],
    ['failed', {}, 1],
    ['enroute', {}, 0],
    ['enroute', { outcomes: ['pending'] }, 1],
    ['delivered', { outcomes: ['failed'] }, 0],
    ['delivered', { reference: 'order-' }, 1],
    ['delivered', { reference: 'sale-' }, 0],
  ])('a receipt with status %s matches %j %s times', async (status, inputData, times) => {
    const receipt = { delivery_report_id: 'd', status, metadata: { reference: 'order-1' } };
    expect(await post('delivery_receipt', receipt, { inputData })).toHaveLength(times);
  });

  test('a receipt without a reference does not match a reference filter', async () => {
    const receipt = { delivery_report_id: 'd', status: 'delivered' };
    expect(await post('delivery_receipt', receipt, { inputData: { reference: 'order-' } })).toEqual([]);
  });

  test('looks up a missing original text only if Include Original is yes', async () => {
    const { account, authData } = newAccount(world());
    const [message] = world().sandbox.seedMessages(account, 1, { content: 'Shall we?' });
    const reply = { ...REPLY, message_id: message?.id };
    expect(await post('inbound_message', reply, { authData })).toMatchObject([{ original_body: null }]);
    expect(world().sandbox.requests).toEqual([]);
    const inputData = { include_original: true };
    expect(await post('inbound_message', reply, { authData, inputData })).toMatchObject([
      { original_body: 'Shall we?' },
    ]);
    expect(
      await post('inbound_message', { ...reply, original_text: 'It came' }, { authData, inputData }),
    ).toMatchObject([{ original_body: 'It came' }]);
    expect(
      await post('inbound_message', { ...reply, message_id: null }, { authData, inputData }),
    ).toMatchObject([{ original_body: null }]);
    expect(world().sandbox.requests).toHaveLength(1);
  });

  test('returns the event if the look-up of the original fails', async () => {
    world().sandbox.faults.add({ kind: 'status', status: 400, method: 'GET' });
    expect(await post('inbound_message', REPLY, { inputData: { include_original: 'yes' } })).toMatchObject([
      { id: 'r-1', original_body: null },
    ]);
    expect(await post('inbound_message', REPLY, { inputData: { include_original: 'yes' } })).toMatchObject([
      { original_body: null },
    ]);
  });

  test.each(['inbound_message', 'delivery_receipt', 'optout_added'])(
    '%s drops unreadable events with a log line',
    async (key) => {
      for (const body of [undefined, null, [], {}, 'text', { content: 7 }]) {
        expect(await post(key, body)).toEqual([]);
      }
      expect(world().zapier.logs.some(({ message }) => message.includes('could not be read'))).toBe(true);
    },
  );
});

describe('a media file', () => {
  const mms = (attachments: object[], more: object = {}) => ({
    reply_id: 'r-2',
    source_number: '+61491570156',
    date_received: new Date().toISOString(),
    attachments,
    ...more,
  });

  const filesOf = async (body: object, given: Given = {}) => {
    const [event] = [await post('inbound_message', body, given)].flat();
    const media =
      event instanceof Object && 'media' in event && Array.isArray(event.media) ? event.media : [];
    return media.map((item: unknown) => (item instanceof Object && 'file' in item ? String(item.file) : ''));
  };

  test("that is too large for the event is downloaded from the log's URL", async () => {
    const { account, authData } = newAccount(world());
    const content = 'A'.repeat(20_000);
    const message = world().sandbox.inbound(account, {
      from: `+${PERSON}`,
      attachments: [{ contentType: 'image/png', content }],
    });
    const [file = ''] = await filesOf(
      mms([{ content_type: 'image/png', content }], { reply_id: message.id }),
      { authData },
    );
    expect(file.length).toBeLessThan(1_000);
    world().zapier.files.splice(0);
    await world().zapier.hydrate(file, authData);
    expect(world().zapier.files[0]).toMatchObject({
      type: 'image/png',
      bytes: expect.objectContaining({ length: 70 }),
    });
  });

  test('that no longer exists is reported', async () => {
    const { authData } = newAccount(world());
    const files = await filesOf(mms([{ content_type: 'image/png' }, { content_type: 'image/png' }]), {
      authData,
    });
    for (const file of files) {
      expect((await failureOf(world().zapier.hydrate(file, authData))).message).toMatch(
        /no longer has this file/,
      );
    }
    const [undated = ''] = await filesOf(mms([{ content_type: 'image/png' }], { date_received: null }), {
      authData,
    });
    expect((await failureOf(world().zapier.hydrate(undated, authData))).message).toMatch(
      /no longer has this file/,
    );
  });

  test('with a broken link is reported, and the key is sent to MessageMedia only', async () => {
    const { account, authData } = newAccount(world());
    const url = 'http://127.0.0.1:9/1.png';
    const [message] = world().sandbox.seedMessages(account, 1, { direction: 'inbound' });
    Object.assign(message ?? {}, { media: [url] });
    const [file = ''] = await filesOf(mms([{ content_type: 'image/png' }], { reply_id: message?.id }), {
      authData,
    });
    expect((await failureOf(world().zapier.hydrate(file, authData))).message).toMatch(/^Could not download/);
  });

  test('gets a valid file name', async () => {
    const content = Buffer.from('x').toString('base64');
    const name = `a/b"c\n${'n'.repeat(20_000)}.png`;
    const [file = ''] = await filesOf(mms([{ content, original_name: name }]));
    world().zapier.files.splice(0);
    await world().zapier.hydrate(file, world().basic);
    expect(world().zapier.files[0]?.name).toMatch(/^a b c n+$/);
    expect(world().zapier.files[0]?.type).toBe('application/octet-stream');
  });
});

describe('performList', () => {
  const list = (key: string, given: Given = {}) =>
    run(key, 'performList', { ...given, meta: { isLoadingSample: true } });

  test('returns recent messages in the shape of the hook', async () => {
    const { sandbox, zapier } = world();
    const { account, authData } = newAccount(world());
    const zaps = new Map<string, Record<string, unknown>[]>();
    for (const key of ['inbound_message', 'delivery_receipt', 'optout_added']) {
      zaps.set(key, (await zapier.switchOn(key, { authData })).events);
    }
    await zapier.run('creates.send_sms.operation.perform', {
      authData,
      inputData: { recipient: `+${PERSON}`, body: 'Hi', reference: 'r' },
    });
    sandbox.clock.advance(10_000);
    sandbox.inbound(account, { from: `+${PERSON}`, text: 'Stop' });
    await sandbox.settle();
    for (const [key, [event]] of zaps) {
      const [example] = [await list(key, { authData })].flat();
      expect(Object.keys(Object(example))).toEqual(Object.keys(Object(event)));
    }
    expect(world().sandbox.requests.some(({ path }) => path.includes('confirmed'))).toBe(false);
  });

  test('returns at most three matching messages', async () => {
    const { account, authData } = newAccount(world());
    world().sandbox.seedMessages(account, 10, { status: (index) => (index % 2 ? 'delivered' : 'enroute') });
    const receipts = await list('delivery_receipt', { authData });
    expect(receipts).toHaveLength(3);
    expect(receipts).toMatchObject([{ outcome: 'delivered' }, {}, {}]);
    world().sandbox.seedMessages(account, 1, { direction: 'inbound', content: 'Yes' });
    expect(await list('inbound_message', { authData, inputData: { keywords: ['no'] } })).toEqual([]);
    expect(await list('inbound_message', { authData, inputData: { keywords: ['yes'] } })).toHaveLength(1);
  });

  test('returns none for an account without reports, and throws on other failures', async () => {
    expect(await list('inbound_message', { authData: world().bare })).toEqual([]);
    world().sandbox.faults.add({ kind: 'status', status: 404 });
    expect(await list('delivery_receipt')).toEqual([]);
    world().sandbox.faults.add({ kind: 'status', status: 429 });
    expect((await failureOf(list('optout_added'))).name).toBe('ThrottledError');
  });
});
